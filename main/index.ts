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
import type { PageName } from '../preload/pages.ts';
import type { Language } from '../preload/settings.ts';
import { couldNotRun } from './diagnostics/report.ts';
import { registerCommands } from './ipc/commands.ts';
import { diagnosticsHandlers } from './ipc/diagnostics-handlers.ts';
import { sendEvent } from './ipc/events.ts';
import { sessionHandlers } from './ipc/session-handlers.ts';
import { startSettings } from './ipc/start-settings.ts';
import { usable } from './policy/merge.ts';
import { openSystemPolicy } from './policy/system-policy.ts';
import { windowsFoldersOf } from './policy/windows-folders.ts';
import type { KeychainHost, Log } from './ports.ts';
import { createRenewableSession } from './session/renewable-session.ts';
import { appInfoOf } from './shell/app-info.ts';
import { createAppSchemeHandler, listServedFiles } from './shell/app-scheme.ts';
import { appScheme } from './shell/app-url.ts';
import { followAppearance } from './shell/appearance.ts';
import { auditCheckBox } from './shell/audit-check-box.ts';
import { beforeReady } from './shell/before-ready.ts';
import { answerClientCertificates } from './shell/certificates.ts';
import { openWith } from './shell/chosen-browser.ts';
import { createClipboard } from './shell/clipboard.ts';
import { systemClock } from './shell/clock.ts';
import { guardContents } from './shell/contents-guards.ts';
import { diagnose, diagnoseRequested, silentLog, type DiagnoseRequest } from './shell/diagnose.ts';
import { createFatal } from './shell/fatal.ts';
import { diskFiles } from './shell/files.ts';
import { createHttp, loggedHttp } from './shell/http.ts';
import { createKeychainHost } from './shell/keychain-host.ts';
import { localDataFolder } from './shell/local-data.ts';
import { createLog } from './shell/log.ts';
import { installMenu, menuStateOf } from './shell/menu.ts';
import { createNotifier } from './shell/notifications.ts';
import { createOpener } from './shell/opener.ts';
import { createOsLog, loggerFor } from './shell/os-log.ts';
import { watchOsSessionEnd } from './shell/os-session-end.ts';
import { createPower } from './shell/power.ts';
import { holdQuit } from './shell/quit.ts';
import { systemRandom } from './shell/random.ts';
import { allowAppPages, allowProviders, guardSession } from './shell/session-guards.ts';
import { createTimings } from './shell/timings.ts';
import { installTray } from './shell/tray.ts';
import { httpPartition, partitionOptions, windowPartition, windowTitle } from './shell/window-options.ts';
import { openWindow, type AppWindow } from './shell/window.ts';
import { languageOf } from './settings/settings.ts';
import { loadDeviceId } from './vault/device-id.ts';

const built = path.join(import.meta.dirname, '..');
const packaged = app.isPackaged;
/** As in `electron-builder.yml`. */
const appId = 'uk.cis2desktop.app';
/** Of the policy, once that has been read. */
let clientCertificateIssuer: string | undefined;
let window: AppWindow<Electron.WebContents> | undefined;
/** Of the settings, once those have been read. */
let language = (): Language => languageOf(app.getPreferredSystemLanguages());

// Everything down to the first `await` runs before ready: that is why no import above is a dynamic one (B7).
const timings = createTimings(() => performance.now(), whoeverAsked('timings'));
timings.mark('main');
const machine = {
  platform: process.platform,
  localAppData: process.env['LOCALAPPDATA'],
  isGiven: app.commandLine.hasSwitch('user-data-dir'),
};
app.setPath('userData', localDataFolder(app.getPath('userData'), machine, app.getName()));
// Without it Windows shows no notification of ours, and groups no windows.
if (process.platform === 'win32') app.setAppUserModelId(appId);
const diagnosing = diagnoseRequested(app.commandLine);
const mayGoOn = beforeReady(app, protocol, diagnosing ? undefined : () => window?.raise());
if (mayGoOn && diagnosing) {
  // Chromium's own files apart from those of the app that may be running beside.
  app.setPath('sessionData', path.join(app.getPath('userData'), 'diagnose'));
  app.on('session-created', (created) => guardSession(created, silentLog));
  answerClientCertificates(app, () => clientCertificateIssuer, silentLog);
  app.whenReady().then(
    () => diagnoseAndExit(diagnosing),
    () => app.exit(couldNotRun),
  );
} else if (mayGoOn) {
  const userData = app.getPath('userData');
  const log = createLog({
    folder: path.join(userData, 'log'),
    clock: systemClock,
    verbose: app.commandLine.hasSwitch('verbose'),
    ...(!packaged && { terminal: (line: string) => void process.stderr.write(`${line}\n`) }),
  });
  app.on('session-created', (created) => guardSession(created, log));
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
  app.on('window-all-closed', () => app.quit());
  answerClientCertificates(app, () => clientCertificateIssuer, log);

  app.whenReady().then(
    () => start(userData, log),
    (error: unknown) => stopBecause(log)('START_FAILED', error),
  );
} else {
  app.quit();
}

async function start(userData: string, log: Log): Promise<void> {
  try {
    timings.mark('ready');
    guardSession(electronSession.defaultSession, log);
    const pages = electronSession.fromPartition(windowPartition, partitionOptions);
    const network = electronSession.fromPartition(httpPartition, partitionOptions);
    allowAppPages(pages, packaged, log);
    allowProviders(network, log);

    const [served, policy, windows, { createSessionMaker }, deviceId] = await Promise.all([
      listServedFiles(path.join(built, 'renderer')),
      openPolicy(log),
      windowsFoldersOf(process.platform),
      // Half of all our code, openid-client in it: it is read while the policy is.
      import('./shell/session-maker.ts'),
      loadDeviceId(path.join(userData, 'vault', 'device-id'), { files: diskFiles, random: systemRandom }),
    ]);
    timings.mark('policyRead');
    pages.protocol.handle(appScheme, createAppSchemeHandler(served, log));
    const atStart = usable(policy.current());
    if (atStart.ok) clientCertificateIssuer = atStart.policy.network.clientCertificateIssuer;

    const { platform } = process;
    const copyText = createClipboard(clipboard, log);
    const http = loggedHttp(createHttp(network), systemClock, log);
    const keychain = startKeychain(log);
    app.on('will-quit', () => keychain.close());
    const osSessionEnd = watchOsSessionEnd(powerMonitor, app);
    const power = createPower({ monitor: powerMonitor, osSessionEnd, platform, clock: systemClock, log });
    const openBrowser = createOpener(shell, log, { loopbackPages: !packaged });

    const maker = createSessionMaker({
      userData,
      packaged,
      appVersion: app.getVersion(),
      deviceId,
      usablePolicy: () => usable(policy.current()),
      currentPolicy: () => policy.current().loaded,
      keychain,
      files: diskFiles,
      clock: systemClock,
      random: systemRandom,
      log,
      http,
      power,
      osLog: createOsLog({ logger: loggerFor(platform, windows), clock: systemClock, log }),
      openBrowser: (browser) =>
        browser.use === 'default'
          ? openBrowser
          : createOpener(shell, log, { loopbackPages: !packaged, chosenBrowser: openWith(browser, log) }),
      copyText,
      language: () => language(),
      window: {
        isFocused: () => window?.isFocused() ?? false,
        raise: () => window?.raise(),
        replaceRenderer: () => void window?.replaceRenderer(),
      },
    });
    const session = createRenewableSession({
      first: await maker.make(),
      async make() {
        const before = JSON.stringify(info());
        const made = await maker.make();
        if (JSON.stringify(info()) !== before) lookAgain();
        return made;
      },
      failed: (error) => stopBecause(log)('SESSION_NOT_MADE', error),
    });
    timings.mark('sessionMade');

    const info = () => appInfoOf(maker.policy(), app, process);
    const profile = () => info().profile;
    const policyView = () => policy.view({ atStart: atStart.ok ? atStart.policy : undefined, atLogIn: maker.policy() });
    const { settings, handlers, policyChanged } = await startSettings({
      path: path.join(userData, 'settings.json'),
      profile,
      systemLanguages: app.getPreferredSystemLanguages(),
      policy: () => {
        const { loaded } = policy.current();
        return loaded.ok ? loaded.policy : undefined;
      },
      policyView,
      session,
      openBrowser,
      files: diskFiles,
      log,
    });
    language = () => settings.view().language.value;
    const diagnostics = await diagnosticsFor(network, http, keychain, policy, policyView);

    window = openWindow({
      session: pages,
      preload: path.join(built, 'preload', 'bridge.cjs'),
      packaged,
      contentProtection: false,
      create: (options) => new BrowserWindow(options),
      painted: () => timings.mark('painted'),
      clock: systemClock,
      log,
    });
    timings.mark('windowMade');
    const { contents } = window;
    followAppearance({ nativeTheme, settings, window });

    const gesture = {
      open: () => window?.raise(),
      lock: () => void session.gesture({ type: 'lockRequested' }),
      logOut: () => void session.gesture({ type: 'logOutRequested' }),
      openPage(page: PageName) {
        window?.raise();
        sendEvent(contents, 'showPage', page, log);
      },
    };
    const menu = installMenu(Menu, {
      ...gesture,
      platform,
      packaged,
      get profile() {
        return profile();
      },
      language,
      lockShortcut: () => settings.view().lockShortcut.value,
      checkAudit: () => void showAuditCheck(),
    });
    const tray = installTray({
      ...gesture,
      diagnose: () => gesture.openPage('diagnostics'),
      platform,
      get profile() {
        return profile();
      },
      language,
      host: {
        create: (image) => new Tray(image),
        images: nativeImage,
        menus: Menu,
        isDark: () => nativeTheme.shouldUseDarkColors,
      },
      log,
    });
    const notifier = createNotifier({
      host: { isSupported: () => Notification.isSupported(), create: (options) => new Notification(options) },
      clock: systemClock,
      language,
      wanted: () => settings.view().notifications.value && window?.isFocused() === false,
      open: gesture.open,
      log,
    });
    holdQuit({ app, osSessionEnd, prepare: quit, clock: systemClock, log });

    const ofSession = sessionHandlers(session, info, copyText, maker.audit, log);
    const all = {
      ...ofSession,
      getView: () => {
        timings.mark('viewAsked');
        return ofSession.getView(undefined);
      },
      ...handlers,
      ...diagnosticsHandlers(diagnostics, copyText),
    };
    registerCommands(contents, all, systemRandom, log);
    settings.subscribe((view) => {
      menu.redraw();
      tray.redraw();
      sendEvent(contents, 'settings', view, log);
    });
    nativeTheme.on('updated', () => tray.redraw());
    diagnostics.subscribe((view) => sendEvent(contents, 'diagnostics', view, log));
    session.subscribe((view) => {
      if (view.kind === 'loggedOut' || view.kind === 'ended') maker.forgetPerson();
      menu.update(menuStateOf(view));
      tray.update(view);
      notifier.update(view);
      // A page that is about to go shows nothing of what comes next; the page after it asks for the view by itself.
      if (!window?.isLeaving()) sendEvent(contents, 'session', view, log);
    });
    policy.subscribe((effective) => {
      const { loaded } = effective;
      session.policyChanged({ policy: loaded.ok ? loaded.policy : undefined, mayLogIn: usable(effective).ok });
      policyChanged();
    });
    power.subscribe((event) => void (event === 'resumed' && policy.look()));
    session.start();
    await window.load();

    /** Of what the app says about itself something else is so; the page asks for it once, as it starts. */
    function lookAgain(): void {
      policyChanged();
      menu.redraw();
      tray.redraw();
      void window?.replaceRenderer();
    }

    async function quit(): Promise<void> {
      policy.stop();
      await session.quit();
      await maker.stop();
    }

    async function showAuditCheck(): Promise<void> {
      try {
        await dialog.showMessageBox(auditCheckBox(await maker.audit.check(), language()));
      } catch {
        log.warn('AUDIT_CHECK_NOT_SHOWN');
      }
    }
  } catch (error) {
    stopBecause(log)('START_FAILED', error);
  }
}

/** No window, no session and no log of its own: it runs beside the app, and leaves nothing. */
async function diagnoseAndExit(request: DiagnoseRequest): Promise<void> {
  const keychain = startKeychain(silentLog);
  try {
    const network = electronSession.fromPartition(httpPartition, partitionOptions);
    allowProviders(network, silentLog);
    const policy = await openPolicy(silentLog);
    policy.stop();
    const { loaded } = policy.current();
    // As in start(), so that a server that asks for a certificate is answered as it is at a log-in.
    if (loaded.ok) clientCertificateIssuer = loaded.policy.network.clientCertificateIssuer;
    const diagnostics = await diagnosticsFor(network, createHttp(network), keychain, policy, () => policy.view());
    app.exit(await diagnose(request, diagnostics, app.getVersion()));
  } catch {
    process.stderr.write('error DIAGNOSE_FAILED\n');
    app.exit(couldNotRun);
  } finally {
    keychain.close();
  }
}

type LivePolicy = Awaited<ReturnType<typeof openSystemPolicy>>;

function openPolicy(log: Log): Promise<LivePolicy> {
  const { platform, env } = process;
  return openSystemPolicy({
    packaged,
    platform,
    env,
    appVersion: app.getVersion(),
    files: diskFiles,
    clock: systemClock,
    log,
  });
}

function startKeychain(log: Log): KeychainHost {
  return createKeychainHost({
    fork: () =>
      utilityProcess.fork(path.join(built, 'keychain-host', 'index.js'), [], {
        serviceName: `${windowTitle} keychain`,
        stdio: 'ignore',
      }),
    clock: systemClock,
    log,
  });
}

/** Read when it is wanted: with it comes openid-client, which nothing needs that must be there before ready. */
async function diagnosticsFor(
  network: Electron.Session,
  http: ReturnType<typeof createHttp>,
  keychain: KeychainHost,
  policy: Pick<LivePolicy, 'current'>,
  view: () => ReturnType<LivePolicy['view']>,
) {
  const { diagnosticsOf } = await import('./shell/diagnostics-parts.ts');
  return diagnosticsOf({
    app,
    dialog,
    network,
    http,
    keychain,
    clock: systemClock,
    random: systemRandom,
    files: diskFiles,
    userData: app.getPath('userData'),
    readPolicy: () => ({ loaded: policy.current().loaded, view: view() }),
  });
}

/** A line on stderr for whoever started the app with `--name`, and nothing for all others. */
function whoeverAsked(name: string): (line: string) => void {
  if (!app.commandLine.hasSwitch(name)) return () => undefined;
  return (line) => void process.stderr.write(`${line}\n`);
}

function stopBecause(log: Log) {
  const exit = (code: number) => app.exit(code);
  return createFatal({ dialog, exit, language: () => language(), clock: systemClock, random: systemRandom, log });
}
