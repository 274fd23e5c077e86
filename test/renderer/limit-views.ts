/** Views of the session's limits, locks and ends, and of what is said of them over other screens. */
import { endReasons, lockReasons, type SessionView, type Standing, type Who } from '../../preload/session-view.ts';
import {
  aal2,
  atAal2,
  correlationId,
  incident,
  lookUp,
  minute,
  now,
  nurse,
  problem,
  quiet,
  sign,
  withLongNames,
} from './fixtures.ts';

const second = 1000;

type ViewOf<Kind extends SessionView['kind']> = Extract<SessionView, { kind: Kind }>;

const ended: ViewOf<'ended'> = {
  kind: 'ended',
  reason: 'user',
  atMs: now - 2 * minute,
  correlationId,
  workLost: false,
  unconfirmed: false,
  browserLogin: 'mayGoOn',
};

const locked: ViewOf<'locked'> = {
  kind: 'locked',
  name: atAal2.person.name,
  role: nurse,
  reason: 'user',
  lockedAtMs: now - 5 * minute,
  endsAtMs: quiet.endsAtMs,
  workKept: false,
  unsent: [],
  unconfirmed: false,
};

/** In both languages, as a policy would have it. */
const unsentWork = [{ en: 'Open a record in an emergency', cy: 'Agor cofnod mewn argyfwng' }, sign.label];

const restorable: ViewOf<'restorable'> = {
  kind: 'restorable',
  name: atAal2.person.name,
  role: nurse,
  loggedInAtMs: aal2.confirmedAtMs,
  endsAtMs: quiet.endsAtMs,
  continuing: false,
  problem: null,
};

/** The home screen with something said over it. */
export function homeWith(standing: Partial<Standing>, who: Who = atAal2): SessionView {
  return {
    kind: 'home',
    who: { ...who, standing: { ...who.standing, ...standing } },
    actions: [lookUp, sign],
    memoryOnly: null,
    unresolved: [],
    unsent: [],
  };
}

export const idleWarning = (leftMs: number): Partial<Standing> => ({
  warning: { cause: 'idle', atMs: now + leftMs, leadsTo: 'loggedOut' },
});
const unreachable: Standing['degraded'] = {
  sinceMs: now - 12 * minute,
  retryAtMs: now + 40 * second,
  cause: 'unreachable',
  incident: incident('PROVIDER_TIMED_OUT'),
};

/** A screen for each reason, by names such as `endedBy clock` and `lockedBy idle`. */
export const reasonViews: Readonly<Record<string, SessionView>> = Object.fromEntries<SessionView>([
  ...endReasons.map((reason) => [`endedBy ${reason}`, { ...ended, reason }] as const),
  ...lockReasons.map((reason) => [`lockedBy ${reason}`, { ...locked, reason }] as const),
]);

export const limitViews: Readonly<Record<string, SessionView>> = {
  endedByUser: ended,
  endedUnconfirmed: { ...ended, atMs: now - minute, unconfirmed: true },
  endedBySwitch: { ...ended, reason: 'switchUser', atMs: now - 24 * 60 * minute },
  endedAndBrowserAsked: { ...ended, browserLogin: 'askedToEnd' },
  endedInPrivateWindow: { ...ended, reason: 'idle', browserLogin: 'privateWindow' },
  endedWithWorkLost: { ...ended, reason: 'computerLocked', workLost: true },

  locked,
  lockedWithWorkKept: { ...locked, reason: 'idle', workKept: true, unsent: unsentWork, unconfirmed: true },
  lockedLongNames: {
    ...locked,
    name: withLongNames.person.name,
    role: withLongNames.role,
    workKept: true,
    unsent: unsentWork,
  },
  lockedWithoutRole: { ...locked, role: null, endsAtMs: now + 20 * 60 * minute },

  restorable,
  restorableLongNames: { ...restorable, name: withLongNames.person.name, role: withLongNames.role },
  continuing: { ...restorable, continuing: true },
  notDecided: { ...restorable, problem: problem('PROVIDER_UNREACHABLE') },
  blanked: { kind: 'blanked' },

  idleWarning: homeWith(idleWarning(56 * second)),
  idleWarningBeforeLock: homeWith({
    idleLimitMinutes: 15,
    warning: { cause: 'idle', atMs: now + 94 * second, leadsTo: 'locked' },
  }),
  idleWarningLongNames: homeWith(idleWarning(minute), withLongNames),
  policyWarning: homeWith({ warning: { cause: 'policy', atMs: now + 48 * second, leadsTo: 'loggedOut' } }),
  endIsNear: homeWith({ endNoticeMinutes: 10, endsAtMs: now + 10 * minute }),
  unreachableNow: homeWith({ degraded: unreachable }),
  cannotRenew: homeWith({
    degraded: {
      sinceMs: now - minute,
      retryAtMs: null,
      cause: 'cannotRenew',
      incident: incident('TOKEN_REQUEST_REFUSED'),
    },
  }),
  notRenewable: homeWith({
    degraded: {
      sinceMs: now - minute,
      retryAtMs: null,
      cause: 'notRenewable',
      incident: incident('ACCESS_ENDED'),
    },
  }),
  loginOffered: homeWith({ loginOfferedUntilMs: now + 3 * minute }),
  loginOfferedWhileWaiting: {
    kind: 'waitingForBrowser',
    purpose: 'renew',
    who: { ...atAal2, standing: { ...quiet, loginOfferedUntilMs: now + 3 * minute } },
    action: null,
    expiresAtMs: now + 5 * minute,
    notice: null,
  },
  inUse: homeWith({ showInUse: true }),
  inUseLongNames: homeWith({ showInUse: true }, withLongNames),
  everythingAtOnce: homeWith(
    {
      degraded: unreachable,
      endNoticeMinutes: 2,
      endsAtMs: now + 90 * second,
      loginOfferedUntilMs: now + minute,
      showInUse: true,
    },
    withLongNames,
  ),
};
