/** The app, top to bottom: what must come before ready, then the parts, then the window. */
import path from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  session as electronSession,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import { allowedOrigins } from './actions/allowed-origins.ts';
import { createETags } from './actions/etags.ts';
import { sendAction } from './actions/send-action.ts';
import { createDiagnostics } from './diagnostics/diagnostics.ts';
import { diagnosticsHandlers } from './ipc/diagnostics-handlers.ts';
import { settingsHandlers } from './ipc/settings-handlers.ts';
import { createSettings } from './settings/settings.ts';
import { createAuditLog, type AuditLog } from './audit/audit-log.ts';
import { checkRecord } from './audit/check-record.ts';
import { registerCommands } from './ipc/commands.ts';
import { sendEvent } from './ipc/events.ts';
import { sessionHandlers } from './ipc/session-handlers.ts';
import { createProviderDirectory } from './oidc/provider.ts';
import { loadPolicy } from './policy/load.ts';
import type { Policy } from './policy/schema.ts';
import { createAuditReader } from './session/audit-activity.ts';
import { createSession, type Session } from './session/session.ts';
import { unconfiguredSession } from './session/unconfigured.ts';
import { createAppSchemeHandler, listServedFiles } from './shell/app-scheme.ts';
import { appScheme } from './shell/app-url.ts';
import { auditCheckBox } from './shell/audit-check-box.ts';
import { beforeReady } from './shell/before-ready.ts';
import { refuseClientCertificates } from './shell/certificates.ts';
import { createClipboard } from './shell/clipboard.ts';
import { systemClock } from './shell/clock.ts';
import { guardContents } from './shell/contents-guards.ts';
import { diskFiles } from './shell/files.ts';
import { createHttp } from './shell/http.ts';
import { createNotifier } from './shell/notifications.ts';
import { installTray } from './shell/tray.ts';
import type { PageName } from '../preload/pages.ts';
import { createKeychainHost } from './shell/keychain-host.ts';
import { localDataFolder } from './shell/local-data.ts';
import { createLog } from './shell/log.ts';
import { installMenu, menuStateOf } from './shell/menu.ts';
import { createOpener } from './shell/opener.ts';
import { createOsLog, loggerFor } from './shell/os-log.ts';
import { watchOsSessionEnd } from './shell/os-session-end.ts';
import { createPower } from './shell/power.ts';
import { holdQuit } from './shell/quit.ts';
import { systemRandom } from './shell/random.ts';
import { allowAppPages, allowProviders, guardSession } from './shell/session-guards.ts';
import { httpPartition, partitionOptions, windowPartition, windowTitle } from './shell/window-options.ts';
import { openWindow, type AppWindow } from './shell/window.ts';
import { loadDeviceId } from './vault/device-id.ts';
import { createJournal } from './vault/journal.ts';
import { createKeychainVault, type VaultOptions } from './vault/keychain-vault.ts';
import { createLastRoles, forgetLastRoles, type LastRoles } from './vault/last-roles.ts';
import { createSharedVault } from './vault/shared-vault.ts';
import type { Vault } from './vault/vault.ts';

const built = path.join(import.meta.dirname, '..');
const packaged = app.isPackaged;
/** As in `electron-builder.yml`. */
const appId = 'uk.cis2desktop.app';
let window: AppWindow<Electron.WebContents> | undefined;

// Everything down to the first `await` runs before ready: that is why no import above is a dynamic one (B7).
const machine = {
  platform: process.platform,
  localAppData: process.env['LOCALAPPDATA'],
  isGiven: app.commandLine.hasSwitch('user-data-dir'),
};
app.setPath('userData', localDataFolder(app.getPath('userData'), machine, app.getName()));
// Without it Windows shows no notification of ours, and groups no windows.
if (process.platform === 'win32') app.setAppUserModelId(appId);
const isFirstOfThisUser = beforeReady(app, protocol, () => window?.raise());
if (isFirstOfThisUser) {
  const userData = app.getPath('userData');
  const log = createLog({
    folder: path.join(userData, 'log'),
    clock: systemClock,
    ...(!packaged && { terminal: (line: string) => void process.stderr.write(`${line}\n`) }),
  });
  app.on('session-created', (created) => guardSession(created, log));
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
  app.on('window-all-closed', () => app.quit());
  refuseClientCertificates(app, log);

  app.whenReady().then(
    () => start(userData, log),
    (error: unknown) => fatal(log, error),
  );
} else {
  app.quit();
}

async function start(userData: string, log: ReturnType<typeof createLog>): Promise<void> {
  try {
    guardSession(electronSession.defaultSession, log);
    const pages = electronSession.fromPartition(windowPartition, partitionOptions);
    const network = electronSession.fromPartition(httpPartition, partitionOptions);
    allowAppPages(pages, packaged, log);
    allowProviders(network, log);

    const [served, loaded] = await Promise.all([
      listServedFiles(path.join(built, 'renderer')),
      loadPolicy({ path: process.env['CIS2_DESKTOP_POLICY_FILE'], packaged }, diskFiles),
    ]);
    pages.protocol.handle(appScheme, createAppSchemeHandler(served, log));

    const writeClipboard = createClipboard(clipboard);
    const copyText = (text: string) => {
      writeClipboard(text).catch(() => log.warn('CLIPBOARD_NOT_WRITTEN'));
    };
    const http = createHttp(network);
    const { platform } = process;
    const osSessionEnd = watchOsSessionEnd(powerMonitor, app);
    const power = createPower({ monitor: powerMonitor, osSessionEnd, platform, clock: systemClock, log });
    const etags = createETags();
    const auditFolder = path.join(userData, 'audit');
    const deviceId = await loadDeviceId(path.join(userData, 'vault', 'device-id'), {
      files: diskFiles,
      random: systemRandom,
    });
    const setUp = loaded.ok ? ({ ...loaded, audit: auditFor(loaded.policy) } as const) : loaded;
    const auditReader = createAuditReader(setUp.ok ? setUp : undefined, () => checkRecord(diskFiles, auditFolder));
    const session = setUp.ok
      ? sessionFor(setUp, await vaultFor(setUp.policy), await lastRolesFor(setUp.policy))
      : unconfigured(setUp.code, setUp.detail);

    window = openWindow({
      session: pages,
      preload: path.join(built, 'preload', 'bridge.cjs'),
      packaged,
      contentProtection: false,
      create: (options) => new BrowserWindow(options),
      clock: systemClock,
      log,
    });
    const { contents } = window;
    const info = {
      name: windowTitle,
      version: app.getVersion(),
      environment: loaded.ok ? loaded.policy.environment : null,
      profile: loaded.ok ? loaded.policy.session.profile : 'shared',
      versions: {
        electron: process.versions.electron ?? '',
        chromium: process.versions['chrome'] ?? '',
        node: process.versions.node,
        commit: null,
      },
      browser: null,
      remoteSession: null,
      support: {
        continuity: (loaded.ok && loaded.policy.support.continuity) || null,
        localIt: (loaded.ok && loaded.policy.support.localIt) || null,
        registrationAuthority: (loaded.ok && loaded.policy.support.registrationAuthority) || null,
      },
    } as const;
    const { profile } = info;
    const settings = createSettings(
      loaded.ok
        ? {
            ...loaded.policy.face,
            ...(loaded.policy.session.lockShortcut && { lockShortcut: loaded.policy.session.lockShortcut }),
          }
        : {},
    );
    const diagnostics = createDiagnostics(systemClock);
    const openPage = (page: PageName) => {
      window?.raise();
      sendEvent(contents, 'showPage', page, log);
    };
    const menu = installMenu(Menu, {
      platform,
      packaged,
      profile,
      lockShortcut: () => settings.view().lockShortcut.value,
      openPage,
      lock: () => void session.gesture({ type: 'lockRequested' }),
      logOut: () => void session.gesture({ type: 'logOutRequested' }),
      checkAudit: () => void showAuditCheck(),
    });
    const language = () => settings.view().language.value;
    const tray = installTray({
      host: {
        create: (image) => new Tray(image),
        images: nativeImage,
        menus: Menu,
        isDark: () => nativeTheme.shouldUseDarkColors,
      },
      platform,
      profile,
      language,
      log,
      open: () => window?.raise(),
      lock: () => void session.gesture({ type: 'lockRequested' }),
      logOut: () => void session.gesture({ type: 'logOutRequested' }),
      diagnose: () => openPage('diagnostics'),
    });
    const notifier = createNotifier({
      host: { isSupported: () => Notification.isSupported(), create: (options) => new Notification(options) },
      clock: systemClock,
      language,
      wanted: () => settings.view().notifications.value && window?.isFocused() === false,
      open: () => window?.raise(),
      log,
    });
    nativeTheme.on('updated', () => tray.redraw());
    holdQuit({ app, osSessionEnd, prepare: quit, clock: systemClock, log });
    const handlers = {
      ...sessionHandlers(session, info, copyText, auditReader),
      ...settingsHandlers(
        settings,
        () => ({ entries: [], refused: [], managed: false }),
        () => undefined,
      ),
      ...diagnosticsHandlers(diagnostics),
    };
    registerCommands(contents, handlers, systemRandom, log);
    settings.subscribe((view) => {
      menu.redraw();
      tray.redraw();
      sendEvent(contents, 'settings', view, log);
    });
    diagnostics.subscribe((view) => sendEvent(contents, 'diagnostics', view, log));
    session.subscribe((view) => {
      if (view.kind === 'loggedOut' || view.kind === 'ended') etags.forget();
      menu.update(menuStateOf(view));
      tray.update(view);
      notifier.update(view);
      // A page that is about to go shows nothing of what comes next; the page after it asks for the view by itself.
      if (!window?.isLeaving()) sendEvent(contents, 'session', view, log);
    });
    session.start();
    await window.load();

    function sessionFor(
      { policy, audit }: { readonly policy: Policy; readonly audit: AuditLog },
      vault: Vault,
      lastRoles: LastRoles | undefined,
    ): Session {
      const { issuer, clientId } = policy.provider;
      const ports = { http, clock: systemClock };
      const openBrowser = createOpener(shell, log, { loopbackPages: !packaged });
      const sending = {
        ...ports,
        random: systemRandom,
        log,
        openBrowser,
        etags,
        allowedOrigins: allowedOrigins(policy),
      };
      return createSession(policy, {
        clock: systemClock,
        random: systemRandom,
        log,
        http,
        power,
        appFocused: () => window?.isFocused() ?? false,
        audit,
        vault,
        ...(lastRoles && { lastRoles }),
        directory: createProviderDirectory({ issuer, clientId, allowLoopbackHttp: !packaged }, ports),
        openBrowser,
        copyText,
        raiseWindow: () => window?.raise(),
        replaceRenderer: () => void window?.replaceRenderer(),
        sendAction: (intent) => sendAction(intent, sending),
      });
    }

    /** The chain goes on where the last run left it; its head is told to the system's log now, and once more at the end. */
    function auditFor(policy: Policy): AuditLog {
      const logger = loggerFor(platform, process.env['SystemRoot']);
      const osLog = createOsLog({ logger, clock: systemClock, log });
      const installation = { deviceId, appVersion: app.getVersion() };
      const ports = { files: diskFiles, clock: systemClock, osLog, log };
      const audit = createAuditLog(auditFolder, installation, policy.audit, ports);
      void audit.start();
      return audit;
    }

    async function quit(): Promise<void> {
      await session.quit();
      if (setUp.ok) await setUp.audit.stop();
    }

    async function showAuditCheck(): Promise<void> {
      try {
        await dialog.showMessageBox(auditCheckBox(await auditReader.check()));
      } catch {
        log.warn('AUDIT_CHECK_NOT_SHOWN');
      }
    }

    /** On a shared terminal nothing is ever kept, and what the computer may have kept before it became one is deleted (B51). */
    async function vaultFor({ provider: { issuer, clientId }, session: { profile } }: Policy): Promise<Vault> {
      const folder = path.join(userData, 'vault');
      const host = createKeychainHost({
        fork: () =>
          utilityProcess.fork(path.join(built, 'keychain-host', 'index.js'), [], {
            serviceName: `${windowTitle} keychain`,
            stdio: 'ignore',
          }),
        clock: systemClock,
        log,
      });
      app.on('will-quit', () => host.close());
      const options: VaultOptions = {
        host,
        journal: createJournal(path.join(folder, 'journal.json'), diskFiles),
        account: packaged ? 'session' : 'session (development)',
        installation: { deviceId, issuer, clientId },
        clock: systemClock,
        random: systemRandom,
        log,
      };
      return profile === 'shared' ? createSharedVault(options) : createKeychainVault(options);
    }

    /** Of a shared terminal there is none, and none is left of the time before it became one (invariant 7). */
    async function lastRolesFor({ session: { profile } }: Policy): Promise<LastRoles | undefined> {
      const file = path.join(userData, 'roles', 'last-roles.json');
      const ports = { files: diskFiles, random: systemRandom, log };
      if (profile === 'personal') return createLastRoles(file, ports);
      await forgetLastRoles(file, ports);
      return undefined;
    }

    function unconfigured(...[code, detail]: [Parameters<typeof unconfiguredSession>[0]['code'], string]): Session {
      const correlationId = systemRandom.uuid();
      log.error(code, { correlationId, detail });
      return unconfiguredSession({ code, detail, correlationId, atMs: systemClock.wallMs() });
    }
  } catch (error) {
    fatal(log, error);
  }
}

/** Nothing of the app works without its start; saying so and stopping beats a window that never comes. */
function fatal(log: ReturnType<typeof createLog>, error: unknown): void {
  log.error('START_FAILED', { detail: error instanceof Error ? error.name : 'unknown error' });
  app.exit(1);
}
