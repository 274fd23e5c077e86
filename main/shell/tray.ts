import type { Menu, MenuItemConstructorOptions, NativeImage, Tray, nativeImage } from 'electron';
import type { SessionView } from '../../preload/session-view.ts';
import type { Language } from '../../preload/settings.ts';
import type { Log } from '../ports.ts';
import { trayWords } from '../words/tray-words.ts';
import { menuStateOf } from './menu.ts';
import { trayPicture, type TrayState } from './tray-picture.ts';

/** Electron's parts, as far as we use them. */
export interface TrayHost {
  readonly create: (image: NativeImage) => Pick<Tray, 'on' | 'setImage' | 'setToolTip' | 'setContextMenu' | 'destroy'>;
  readonly images: Pick<typeof nativeImage, 'createFromBitmap'>;
  readonly menus: Pick<typeof Menu, 'buildFromTemplate'>;
  /** Whether the system's bars are dark, and so the ink must be light. */
  readonly isDark: () => boolean;
}

export interface TrayActions {
  readonly open: () => void;
  readonly lock: () => void;
  readonly logOut: () => void;
  readonly diagnose: () => void;
}

export interface TrayParts extends TrayActions {
  readonly host: TrayHost;
  /** `process.platform` */
  readonly platform: string;
  readonly profile: 'personal' | 'shared';
  readonly language: () => Language;
  readonly log: Pick<Log, 'warn'>;
}

export interface AppTray {
  update(view: SessionView): void;
  /** Draws it anew as it stands: the language or the system's colours have changed. */
  redraw(): void;
}

/**
 * The sign in the system's tray, or menu bar (screen 22). It tells its state by its shape and by its text, never by colour, and
 * names nobody. Where the system has no tray, as on some Linux desktops, the app does without: `TRAY_UNAVAILABLE`, once.
 */
export function installTray(parts: TrayParts): AppTray {
  const { host, platform, log } = parts;
  let shown: SessionView = { kind: 'starting' };
  const imageOf = (state: TrayState) => trayImage(host, state, platform);

  let tray: ReturnType<TrayHost['create']>;
  try {
    tray = host.create(imageOf('out'));
  } catch (error) {
    log.warn('TRAY_UNAVAILABLE', { reason: error instanceof Error ? error.name : 'unknown' });
    return { update: () => undefined, redraw: () => undefined };
  }
  // On Windows one click opens; on a Mac, and where Linux says nothing of clicks, it shows the menu.
  if (platform === 'win32') tray.on('click', () => parts.open());

  let drawn = '';
  const draw = () => {
    const state = trayStateOf(shown);
    const language = parts.language();
    // A view comes with each change of anything, and the system's tray is slow to change.
    const now = JSON.stringify([state, menuStateOf(shown), language, parts.profile, host.isDark()]);
    if (now === drawn) return;
    drawn = now;
    const words = trayWords[language];
    tray.setImage(imageOf(state));
    tray.setToolTip(`CIS2 Desktop: ${words.status[state]}`);
    // Set anew each time: on Linux a change of an item in place is not seen.
    tray.setContextMenu(host.menus.buildFromTemplate(trayMenu(parts, shown)));
  };
  draw();
  return {
    update(view) {
      shown = view;
      draw();
    },
    redraw: draw,
  };
}

/** What the menu of the tray holds on a screen: what is the matter, and what can be done about it. */
function trayMenu(
  { profile, language, open, lock, logOut, diagnose }: TrayActions & Pick<TrayParts, 'profile' | 'language'>,
  view: SessionView,
): MenuItemConstructorOptions[] {
  const words = trayWords[language()];
  const { canLock, canLogOut } = menuStateOf(view);
  return [
    { id: 'tray-status', label: words.status[trayStateOf(view)], enabled: false },
    { type: 'separator' },
    { id: 'tray-open', label: words.open, click: () => open() },
    // A shared terminal has nobody to keep it locked for.
    ...(profile === 'personal' ? [{ id: 'tray-lock', label: words.lock, enabled: canLock, click: () => lock() }] : []),
    { id: 'tray-log-out', label: words.logOut, enabled: canLogOut, click: () => logOut() },
    { type: 'separator' },
    { id: 'tray-diagnostics', label: words.diagnostics, click: () => diagnose() },
  ];
}

/** What a screen means for somebody who sees only the tray. */
export function trayStateOf(view: SessionView): TrayState {
  switch (view.kind) {
    case 'setupProblem':
      return 'problem';
    case 'starting':
    case 'loggedOut':
    case 'ended':
    case 'restorable':
      return 'out';
    case 'blanked':
    case 'locked':
      return 'locked';
    case 'openingBrowser':
    case 'waitingForBrowser':
    case 'checkingLogin':
      return 'waiting';
    case 'attemptFailed':
    case 'insufficient':
    case 'noUsableRole':
    case 'otherPerson':
      return 'problem';
    case 'chooseRole':
    case 'home':
    case 'actionBlocked':
    case 'confirmAction':
    case 'sendingAction':
    case 'actionDone':
      if (view.who.standing.degraded) return 'problem';
      if (view.who.standing.warning || view.who.standing.endNoticeMinutes !== null) return 'expiring';
      return view.who.assurance.level === 3 ? 'aal3' : 'aal2';
  }
}

/** A Mac colours a template image by itself; elsewhere the ink is chosen against the bar. */
function trayImage({ images, isDark }: TrayHost, state: TrayState, platform: string): NativeImage {
  const isMac = platform === 'darwin';
  const ink = !isMac && isDark() ? 255 : 0;
  const picture = (sizePx: number) => trayPicture(state, ink, sizePx);
  const image = images.createFromBitmap(picture(16), { width: 16, height: 16, scaleFactor: 1 });
  image.addRepresentation({ width: 32, height: 32, scaleFactor: 2, buffer: picture(32) });
  if (isMac) image.setTemplateImage(true);
  return image;
}
