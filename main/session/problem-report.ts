import type { AppInfo } from '../../preload/contract.ts';
import type { Problem } from '../../preload/failures.ts';
import type { Incident } from '../../preload/incident.ts';
import type { SessionView } from '../../preload/session-view.ts';

/** The line for IT of something that went wrong and is on screen. A refused call has none. */
export function detailIn(view: SessionView, { correlationId, code }: Incident): string | undefined {
  if (view.kind === 'ended' && view.correlationId === correlationId) return view.reason;
  const problem = problemIn(view);
  return problem?.correlationId === correlationId && problem.code === code ? problem.detail : undefined;
}

function problemIn(view: SessionView): Problem | undefined {
  switch (view.kind) {
    case 'setupProblem':
    case 'attemptFailed':
    case 'insufficient':
    case 'otherPerson':
      return view.problem;
    case 'restorable':
    case 'noUsableRole':
      return view.problem ?? undefined;
    case 'waitingForBrowser':
      return view.notice ?? undefined;
    case 'actionDone':
      return view.outcome.kind === 'ok' ? undefined : view.outcome.problem;
    case 'starting':
    case 'loggedOut':
    case 'ended':
    case 'locked':
    case 'blanked':
    case 'openingBrowser':
    case 'checkingLogin':
    case 'chooseRole':
    case 'home':
    case 'actionBlocked':
    case 'confirmAction':
    case 'sendingAction':
      return undefined;
  }
}

interface Told extends Incident {
  readonly detail: string | undefined;
}

/** What "Copy details" puts on the clipboard for a support call. Says nothing about the person. */
export function problemReport({ code, atMs, correlationId, detail }: Told, info: AppInfo): string {
  return [
    `${info.name} ${info.version}`,
    `Code: ${code}`,
    `Time: ${new Date(atMs).toISOString()}`,
    `Correlation ID: ${correlationId}`,
    ...(detail === undefined ? [] : [`Detail: ${detail}`]),
  ].join('\n');
}
