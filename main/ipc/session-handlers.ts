import type { AppInfo } from '../../preload/contract.ts';
import type { CopyText, Log } from '../ports.ts';
import type { AuditReader } from '../session/audit-activity.ts';
import type { Gesture } from '../session/events.ts';
import { detailIn, problemReport } from '../session/problem-report.ts';
import type { Session } from '../session/session.ts';
import type { CommandResult, Handlers } from './commands.ts';
import type { DiagnosticsHandlers } from './diagnostics-handlers.ts';
import type { SettingsHandlers } from './settings-handlers.ts';

/** Those of the session: all that are not somebody else's. */
export type SessionHandlers = Omit<Handlers, keyof SettingsHandlers | keyof DiagnosticsHandlers>;

type Nothing = CommandResult<'login'>;

/** Each command of the contract is a question that is answered at once, or a gesture that the machine takes or refuses. */
export function sessionHandlers(
  session: Omit<Session, 'policyChanged'>,
  info: () => AppInfo,
  copyText: CopyText,
  audit: AuditReader,
  log: Pick<Log, 'info'>,
): SessionHandlers {
  const gesture = (made: Gesture): Nothing =>
    session.gesture(made) ? { ok: true, value: undefined } : { ok: false, code: 'NOT_NOW' };
  return {
    appInfo: () => ({ ok: true, value: info() }),
    getView: () => ({ ok: true, value: session.view() }),
    login: () => gesture({ type: 'loginRequested' }),
    reopenBrowser: () => gesture({ type: 'reopenRequested' }),
    copyStartLink: async () => {
      const taken = gesture({ type: 'startLinkRequested' });
      return !taken.ok || (await session.linkCopied()) ? taken : { ok: false, code: 'LINK_NOT_COPIED' };
    },
    cancelAttempt: () => gesture({ type: 'cancelRequested' }),
    chooseRole: ({ roleId }) => gesture({ type: 'roleChosen', roleId }),
    changeRole: () => gesture({ type: 'changeRoleRequested' }),
    prepareAction: ({ actionId, input = {} }) => {
      const problems = session.inputProblems(actionId, input);
      if (problems.length > 0) return { ok: true, value: [...problems] };
      return session.gesture({ type: 'actionPrepared', actionId, input })
        ? { ok: true, value: [] }
        : { ok: false, code: 'NOT_NOW' };
    },
    stepUp: ({ again }) => gesture({ type: 'stepUpRequested', again }),
    confirmAction: ({ confirmationId }) => gesture({ type: 'actionConfirmed', confirmationId }),
    goBack: () => gesture({ type: 'wentBack' }),
    lock: () => gesture({ type: 'lockRequested' }),
    unlock: () => gesture({ type: 'unlockRequested' }),
    switchPerson: () => gesture({ type: 'switchRequested' }),
    logOut: () => gesture({ type: 'logOutRequested' }),
    continueSession: () => gesture({ type: 'continueRequested' }),
    renewLogin: () => gesture({ type: 'renewRequested' }),
    noteActivity: ({ inputAtMs }) => {
      // The page says it every few seconds, on any screen: a refusal would tell it nothing and fill the log.
      session.gesture({ type: 'activityNoted', inputAtMs });
      return { ok: true, value: undefined };
    },
    stayLoggedIn: ({ inputAtMs }) => gesture({ type: 'stayRequested', inputAtMs }),
    dismissEndNotice: () => gesture({ type: 'endNoticeDismissed' }),
    saveDraft: ({ screenId, values }) => gesture({ type: 'draftSaved', screenId, values }),
    readDraft: ({ screenId }) => ({ ok: true, value: session.readDraft(screenId) }),
    dismissUnresolved: ({ requestId }) => gesture({ type: 'unresolvedDismissed', requestId }),
    readActivity: async () => {
      const lines = await audit.activity(() => session.view());
      return lines ? { ok: true, value: [...lines] } : { ok: false, code: 'NOT_NOW' };
    },
    checkAudit: async () => ({ ok: true, value: await audit.check() }),
    copyProblem: async (incident) => {
      const report = problemReport({ ...incident, detail: detailIn(session.view(), incident) }, info());
      if (!(await copyText(report))) return { ok: false, code: 'DETAILS_NOT_COPIED' };
      // Whoever is given the details finds the moment, also of what only the page knew of.
      log.info('DETAILS_COPIED', { correlationId: incident.correlationId, reason: incident.code });
      return { ok: true, value: undefined };
    },
  };
}
