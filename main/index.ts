/** The app, top to bottom: what must come before ready, then the parts, then the window. */
import path from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  session as electronSession,
  shell,
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
import { usable } from './policy/merge.ts';
import type { Policy } from './policy/schema.ts';
import { openSystemPolicy } from './policy/system-policy.ts';
import { createAuditReader } from './session/audit-activity.ts';
import { createRenewableSession } from './session/renewable-session.ts';
import { createSession, type Session } from './session/session.ts';
import { unconfiguredSession } from './session/unconfigured.ts';
import { createAppSchemeHandler, listServedFiles } from './shell/app-scheme.ts';
import { appScheme } from './shell/app-url.ts';
import { followAppearance } from './shell/appearance.ts';
import { auditCheckBox } from './shell/audit-check-box.ts';
import { beforeReady } from './shell/before-ready.ts';
import { refuseClientCertificates } from './shell/certificates.ts';
import { createClipboard } from './shell/clipboard.ts';
import { systemClock } from './shell/clock.ts';
import { guardContents } from './shell/contents-guards.ts';
import { diskFiles } from './shell/files.ts';
import { createHttp } from './shell/http.ts';
import { createKeychainHost } from './shell/keychain-host.ts';
import { localDataFolder } from './shell/local-data.ts';
import { createLog } from './shell/log.ts';
import { installMenu, menuStateOf } from './shell/menu.ts';
import { createOpener } from './shell/opener.ts';
import { createOsLog, loggers } from './shell/os-log.ts';
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
let window: AppWindow<Electron.WebContents> | undefined;

// Everything down to the first `await` runs before ready: that is why no import above is a dynamic one (B7).
const machine = {
  platform: process.platform,
  localAppData: process.env['LOCALAPPDATA'],
  isGiven: app.commandLine.hasSwitch('user-data-dir'),
};
app.setPath('userData', localDataFolder(app.getPath('userData'), machine, app.getName()));
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

    const { platform } = process;
    const [served, livePolicy] = await Promise.all([
      listServedFiles(path.join(built, 'renderer')),
      openSystemPolicy({
        packaged,
        platform,
        env: process.env,
        appVersion: app.getVersion(),
        files: diskFiles,
        clock: systemClock,
        log,
      }),
    ]);
    /** The policy in force, as far as it can be used; the present session may be of an earlier one. */
    const policyNow = () => usable(livePolicy.current());
    const loaded = livePolicy.current().loaded;
    let atLogIn: Policy | undefined;
    pages.protocol.handle(appScheme, createAppSchemeHandler(served, log));

    const writeClipboard = createClipboard(clipboard);
    const copyText = (text: string) => {
      writeClipboard(text).catch(() => log.warn('CLIPBOARD_NOT_WRITTEN'));
    };
    const http = createHttp(network);
    const osSessionEnd = watchOsSessionEnd(powerMonitor, app);
    const power = createPower({ monitor: powerMonitor, osSessionEnd, platform, clock: systemClock, log });
    const etags = createETags();
    const auditFolder = path.join(userData, 'audit');
    const deviceId = await loadDeviceId(path.join(userData, 'vault', 'device-id'), {
      files: diskFiles,
      random: systemRandom,
    });
    let audit: AuditLog | undefined;
    let keychainHost: ReturnType<typeof createKeychainHost> | undefined;
    const auditReader = createAuditReader(
      {
        audit: { newestOf: async (...asked) => (await audit?.newestOf(...asked)) ?? [] },
        get policy() {
          const { loaded: now } = livePolicy.current();
          return now.ok ? now.policy : { actions: [] };
        },
      },
      () => checkRecord(diskFiles, auditFolder),
    );
    const session = createRenewableSession({
      first: await makeSession(),
      make: async () => {
        const made = await makeSession();
        menu = menuNow();
        return made;
      },
      failed: (error) => fatal(log, error),
    });

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
    const info = () => ({
      name: windowTitle,
      version: app.getVersion(),
      environment: atLogIn?.environment ?? null,
      profile: atLogIn?.session.profile ?? 'shared',
      versions: {
        electron: process.versions.electron ?? '',
        chromium: process.versions['chrome'] ?? '',
        node: process.versions.node,
        commit: null,
      },
      browser: null,
      remoteSession: null,
      support: {
        continuity: atLogIn?.support.continuity ?? null,
        localIt: atLogIn?.support.localIt ?? null,
        registrationAuthority: atLogIn?.support.registrationAuthority ?? null,
      },
    });
    const settings = createSettings(
      loaded.ok
        ? {
            ...loaded.policy.face,
            ...(loaded.policy.session.lockShortcut && { lockShortcut: loaded.policy.session.lockShortcut }),
          }
        : {},
    );
    const lockShortcut = settings.view().lockShortcut.value;
    const diagnostics = createDiagnostics(systemClock);
    const menuNow = () =>
      installMenu(Menu, {
        platform,
        packaged,
        profile: info().profile,
        lockShortcut,
        lock: () => void session.gesture({ type: 'lockRequested' }),
        logOut: () => void session.gesture({ type: 'logOutRequested' }),
        checkAudit: () => void showAuditCheck(),
      });
    let menu = menuNow();
    holdQuit({ app, osSessionEnd, prepare: quit, clock: systemClock, log });
    const handlers = {
      ...sessionHandlers(session, info, copyText, auditReader),
      ...settingsHandlers(
        settings,
        () => livePolicy.view({ atStart: loaded.ok ? loaded.policy : undefined, atLogIn }),
        () => undefined,
      ),
      ...diagnosticsHandlers(diagnostics),
    };
    registerCommands(contents, handlers, systemRandom, log);
    settings.subscribe((view) => sendEvent(contents, 'settings', view, log));
    diagnostics.subscribe((view) => sendEvent(contents, 'diagnostics', view, log));
    session.subscribe((view) => {
      if (view.kind === 'loggedOut' || view.kind === 'ended') etags.forget();
      menu.update(menuStateOf(view));
      // A page that is about to go shows nothing of what comes next; the page after it asks for the view by itself.
      if (!window?.isLeaving()) sendEvent(contents, 'session', view, log);
    });
    livePolicy.subscribe(({ loaded: next, tooOld }) =>
      session.policyChanged({ policy: next.ok ? next.policy : undefined, mayLogIn: next.ok && !tooOld }),
    );
    power.subscribe((event) => void (event === 'resumed' && livePolicy.look()));
    session.start();
    followAppearance({ nativeTheme, settings, window });
    await window.load();

    /** A session of the policy that is in force; where there is none, the screen that says why. */
    async function makeSession(): Promise<Session> {
      const now = policyNow();
      atLogIn = now.ok ? now.policy : undefined;
      if (!now.ok) return unconfigured(now.code, now.detail);
      audit ??= auditFor(now.policy);
      return sessionFor({ policy: now.policy, audit }, await vaultFor(now.policy), await lastRolesFor(now.policy));
    }

    function sessionFor(
      { policy, audit: record }: { readonly policy: Policy; readonly audit: AuditLog },
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
      };
      return createSession(policy, {
        clock: systemClock,
        random: systemRandom,
        log,
        http,
        power,
        appFocused: () => window?.isFocused() ?? false,
        audit: record,
        vault,
        ...(lastRoles && { lastRoles }),
        directory: createProviderDirectory({ issuer, clientId, allowLoopbackHttp: !packaged }, ports),
        openBrowser,
        copyText,
        raiseWindow: () => window?.raise(),
        replaceRenderer: () => void window?.replaceRenderer(),
        // By what is in force now: an origin that policy has taken away is not sent to.
        sendAction: (intent) => {
          const { loaded: now } = livePolicy.current();
          return sendAction(intent, { ...sending, allowedOrigins: now.ok ? allowedOrigins(now.policy) : new Set() });
        },
      });
    }

    /** The chain goes on where the last run left it; its head is told to the system's log now, and once more at the end. */
    function auditFor(policy: Policy): AuditLog {
      const osLog = createOsLog({ logger: loggers[platform], clock: systemClock, log });
      const installation = { deviceId, appVersion: app.getVersion() };
      const ports = { files: diskFiles, clock: systemClock, osLog, log };
      const begun = createAuditLog(auditFolder, installation, policy.audit, ports);
      void begun.start();
      return begun;
    }

    async function quit(): Promise<void> {
      livePolicy.stop();
      await session.quit();
      await audit?.stop();
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
      const options: VaultOptions = {
        host: (keychainHost ??= startKeychainHost()),
        journal: createJournal(path.join(folder, 'journal.json'), diskFiles),
        account: packaged ? 'session' : 'session (development)',
        installation: { deviceId, issuer, clientId },
        clock: systemClock,
        random: systemRandom,
        log,
      };
      return profile === 'shared' ? createSharedVault(options) : createKeychainVault(options);
    }

    function startKeychainHost(): ReturnType<typeof createKeychainHost> {
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
      return host;
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
