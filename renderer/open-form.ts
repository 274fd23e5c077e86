import type { ActionInput } from '../preload/contract.ts';
import type { SessionView } from '../preload/session-view.ts';

/**
 * The form that stands open on the home screen, and what is typed in it: in this window's memory alone, on a shared terminal the
 * only place where it is. It lasts while its person's session is on, wherever the form leads (HAZ-08), and never longer (HAZ-01).
 */
export interface OpenForm {
  readonly actionId: string;
  /** Whose session it was opened in. */
  readonly userId: string | null;
  readonly values: ActionInput;
}

export function openedIn(view: SessionView, actionId: string): OpenForm {
  return { actionId, userId: userIdIn(view), values: {} };
}

/** What is left of it once this is shown. */
export function formAfter(form: OpenForm | null, view: SessionView): OpenForm | null {
  if (!form || view.kind === 'blanked') return form;
  const isOver = userIdIn(view) !== form.userId || isDone(form, view);
  return isOver ? null : form;
}

/** A form that came back by itself would ask for the same thing once more (HAZ-06); what was refused may be mended. */
function isDone({ actionId }: OpenForm, view: SessionView): boolean {
  return view.kind === 'actionDone' && view.action.id === actionId && view.outcome.kind !== 'refused';
}

function userIdIn(view: SessionView): string | null {
  return ('who' in view && view.who?.person.userId) || null;
}
