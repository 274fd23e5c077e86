/**
 * A language that nobody speaks, in place of Welsh in a build of its own: every string of the English catalogues in brackets
 * and longer by 40 %. What stands on screen outside brackets came from no catalogue.
 */
import { enActionForm } from '../../../renderer/i18n/en-action-form.ts';
import { enRoles } from '../../../renderer/i18n/en-roles.ts';
import { enActivityPage } from '../../../renderer/i18n/en-activity.ts';
import { enDiagnostics } from '../../../renderer/i18n/en-diagnostics.ts';
import { enFailures } from '../../../renderer/i18n/en-failures.ts';
import { en } from '../../../renderer/i18n/en.ts';
import { enSettings } from '../../../renderer/i18n/en-settings.ts';

export const open = '[ŵ ';
export const close = ']';

export function wrapped(text: string): string {
  return text === '' ? '' : `${open}${text}${'~'.repeat(Math.ceil(text.length * 0.4))}${close}`;
}

/** The same shape, each string in it and each that a function of it makes in brackets. */
function pseudo<Part>(part: Part): Part {
  if (typeof part === 'string') return wrapped(part) as Part;
  if (typeof part === 'function') {
    return ((...given: unknown[]) => pseudo((part as (...given: unknown[]) => unknown)(...given))) as Part;
  }
  if (Array.isArray(part)) return part.map(pseudo) as Part;
  if (typeof part === 'object' && part !== null) {
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, pseudo(value as unknown)])) as Part;
  }
  return part;
}

/** As `renderer/i18n/cy-settings.ts` exports it, which comes with its pages. */
export const cySettings = pseudo(enSettings);

/** As `renderer/i18n/cy-diagnostics.ts` exports it. */
export const cyDiagnostics = pseudo(enDiagnostics);

/** As `renderer/i18n/cy.ts` exports it. */
export const cy = {
  words: pseudo(en),
  late: {
    failures: pseudo(enFailures),
    activityPage: pseudo(enActivityPage),
    actionForm: pseudo(enActionForm),
    roles: pseudo(enRoles),
  },
};
