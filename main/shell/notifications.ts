import type { Notification, NotificationConstructorOptions } from 'electron';
import type { EndReason, SessionView } from '../../preload/session-view.ts';
import type { Language } from '../../preload/settings.ts';
import type { Clock, Log } from '../ports.ts';
import { notificationWords } from '../words/notification-words.ts';

/** What is worth a message of the system (screen 23). */
export type Notice =
  | { readonly kind: 'endNear'; readonly minutes: number }
  | { readonly kind: 'about'; readonly cause: 'idle' | 'policy'; readonly leadsTo: 'locked' | 'loggedOut' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'endedElsewhere' };

export interface NotificationHost {
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => Pick<Notification, 'on' | 'show' | 'close'>;
}

export interface NotificationParts {
  readonly host: NotificationHost;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly language: () => Language;
  /** Whether the person wants them, and is not looking at the app anyway. */
  readonly wanted: () => boolean;
  readonly open: () => void;
  readonly log: Pick<Log, 'warn'>;
}

export interface Notifier {
  update(view: SessionView): void;
}

/**
 * Tells of what happens to a session while nobody looks at the app. One message at a time: the next takes the place of the
 * last, and what is no longer so is taken back. A click opens the app. They name nobody (invariant 7).
 * `NOTIFICATION_FAILED`: the system did not show one; the app itself says the same.
 */
export function createNotifier({ host, clock, language, wanted, open, log }: NotificationParts): Notifier {
  let before: SessionView = { kind: 'starting' };
  let shown: ReturnType<NotificationHost['create']> | undefined;
  const takeBack = () => {
    shown?.close();
    shown = undefined;
  };
  return {
    update(view) {
      const notice = noticeOf(before, view, clock.wallMs());
      if (notice || isOver(before, view)) takeBack();
      before = view;
      if (!notice || !wanted() || !host.isSupported()) return;
      const notification = host.create({ ...messageOf(notice, language()), silent: true });
      notification.on('click', () => open());
      notification.on('failed', () => log.warn('NOTIFICATION_FAILED'));
      // Windows keeps what was shown in its list: whoever comes next may read it there, which is why it names nobody.
      notification.show();
      shown = notification;
    },
  };
}

/** What a change of the view says that nobody has been told of before. */
export function noticeOf(before: SessionView, view: SessionView, nowMs: number): Notice | undefined {
  const [was, is] = [standingOf(before), standingOf(view)];
  if (view.kind === 'ended' && before.kind !== 'ended') return endNotice(view.reason);
  if (view.kind === 'locked' && before.kind !== 'locked' && view.reason === 'idle') return { kind: 'locked' };
  if (is?.warning && !was?.warning) return { kind: 'about', cause: is.warning.cause, leadsTo: is.warning.leadsTo };
  // At each mark anew, whether or not the one before was read: whoever looks at another program sees none of them here.
  if (is && is.endNoticeMinutes !== null && is.endNoticeMinutes !== was?.endNoticeMinutes) {
    return { kind: 'endNear', minutes: Math.max(1, Math.round((is.endsAtMs - nowMs) / 60_000)) };
  }
  return undefined;
}

/** Of what a person did themselves, or sees as they sit down again, they need no message. */
function endNotice(reason: EndReason): Notice | undefined {
  switch (reason) {
    case 'user':
    case 'switchUser':
    case 'quit':
    case 'interrupted':
    case 'computerLocked':
    case 'sleep':
    case 'userSwitch':
      return undefined;
    case 'providerEvent':
    case 'revoked':
    case 'usedElsewhere':
      return { kind: 'endedElsewhere' };
    case 'idle':
    case 'absoluteLimit':
    case 'roleWithdrawn':
    case 'policy':
    case 'clock':
    case 'error':
      return { kind: 'ended' };
  }
}

function isOver(before: SessionView, view: SessionView): boolean {
  const [was, is] = [standingOf(before), standingOf(view)];
  return (
    (Boolean(was?.warning) && !is?.warning) ||
    ((was?.endNoticeMinutes ?? null) !== null && (is?.endNoticeMinutes ?? null) === null) ||
    (view.kind !== before.kind && (before.kind === 'ended' || before.kind === 'locked'))
  );
}

function standingOf(view: SessionView) {
  return 'who' in view ? view.who?.standing : undefined;
}

function messageOf(notice: Notice, language: Language) {
  const words = notificationWords[language];
  switch (notice.kind) {
    case 'endNear':
      return words.endNear(notice.minutes);
    case 'about':
      return words.about[notice.cause][notice.leadsTo];
    case 'locked':
      return words.locked;
    case 'ended':
      return words.ended;
    case 'endedElsewhere':
      return words.endedElsewhere;
  }
}
