// Welsh: needs review by a Welsh speaker.
import type { Language } from '../../preload/settings.ts';

/** The one message of an app that has to stop. No window is there to say it in, and it names nobody. */
interface FatalWords {
  readonly title: string;
  readonly happened: Readonly<Record<FatalCode, string>>;
  readonly whatToDo: string;
  /** What a support call needs; `time` is UTC, as in the log. */
  readonly details: (code: FatalCode, time: string, correlationId: string) => string;
}

/** `START_FAILED`: before there was a window. `SESSION_NOT_MADE`: after a new policy, with nobody logged in. */
export type FatalCode = 'START_FAILED' | 'SESSION_NOT_MADE';

export const fatalWords: Readonly<Record<Language, FatalWords>> = {
  en: {
    title: 'CIS2 Desktop has to close',
    happened: {
      START_FAILED: 'CIS2 Desktop could not start. Nobody is logged in.',
      SESSION_NOT_MADE: 'CIS2 Desktop could not take on new settings of your organisation. Nobody is logged in.',
    },
    whatToDo:
      'Open CIS2 Desktop again. If this message comes back, tell your local IT service desk what it says below.',
    details: (code, time, correlationId) => `Code: ${code}\nTime: ${time}\nCorrelation ID: ${correlationId}`,
  },
  cy: {
    title: 'Rhaid i CIS2 Desktop gau',
    happened: {
      START_FAILED: 'Nid oedd modd cychwyn CIS2 Desktop. Nid oes neb wedi mewngofnodi.',
      SESSION_NOT_MADE:
        'Nid oedd modd i CIS2 Desktop ddefnyddio gosodiadau newydd eich sefydliad. Nid oes neb wedi mewngofnodi.',
    },
    whatToDo:
      'Agorwch CIS2 Desktop eto. Os daw’r neges hon yn ôl, dywedwch wrth eich desg gymorth TG leol beth sydd isod.',
    details: (code, time, correlationId) =>
      `Cod: ${code}\nAmser: ${time}\nID cydberthyn (correlation ID): ${correlationId}`,
  },
};
