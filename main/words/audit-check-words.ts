// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { pluralIn } from '../../preload/plural.ts';
import type { Language } from '../../preload/settings.ts';

/** What is said of the audit record once it has been checked. */
export interface AuditCheckWords {
  readonly title: string;
  readonly close: string;
  readonly whole: (lines: number) => string;
  readonly healed: (times: number) => string;
  readonly limits: string;
  readonly broken: (file: string, line: number) => string;
  readonly unreadable: string;
  readonly tellIt: string;
}

const english = pluralIn('en');
const welsh = pluralIn('cy');

export const auditCheckWords: Readonly<Record<Language, AuditCheckWords>> = {
  en: {
    title: 'Audit record',
    close: 'Close',
    whole: (lines) =>
      `The audit record is whole: ${english(lines, { one: '1 line follows', other: `${lines} lines follow` })} from the first.`,
    healed: (times) =>
      `A line was cut off ${english(times, { one: 'once', other: `${times} times` })}, because the app or the computer stopped. The record says so itself.`,
    limits:
      'Each line proves the one before it. That no line is missing at the end shows only against the log of this computer.',
    broken: (file, line) =>
      `The audit record has been changed. Line ${line} of ${file} is the first that does not fit.`,
    unreadable: 'The audit record could not be read.',
    tellIt: 'Tell your local IT service desk or the person who looks after audit records. Do not change the files.',
  },
  cy: {
    title: 'Cofnod archwilio',
    close: 'Cau',
    whole: (lines) =>
      `Mae’r cofnod archwilio yn gyfan: mae ${welsh(lines, { one: '1 llinell', two: '2 linell', other: `${lines} llinell` })} yn dilyn o’r gyntaf.`,
    healed: (times) =>
      `Torrwyd llinell ${welsh(times, { one: 'unwaith', two: 'ddwywaith', other: `${times} gwaith` })}, oherwydd i’r ap neu’r cyfrifiadur stopio. Mae’r cofnod ei hun yn dweud hynny.`,
    limits:
      'Mae pob llinell yn profi’r un o’i blaen. Dim ond yn erbyn cofnod y cyfrifiadur hwn y gellir gweld nad oes llinell ar goll ar y diwedd.',
    broken: (file, line) =>
      `Mae’r cofnod archwilio wedi’i newid. Llinell ${line} o ${file} yw’r gyntaf nad yw’n ffitio.`,
    unreadable: 'Nid oedd modd darllen y cofnod archwilio.',
    tellIt:
      'Dywedwch wrth eich desg gymorth TG leol neu’r person sy’n gofalu am gofnodion archwilio. Peidiwch â newid y ffeiliau.',
  },
};
