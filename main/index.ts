/** The app, top to bottom: what must come before ready, then the parts, then the window. */
import path from 'node:path';
import { app, BrowserWindow, clipboard, protocol, session as electronSession, shell } from 'electron';
import { sendAction } from './actions/send-action.ts';
import { createAuditLog } from './audit/audit-log.ts';
import { registerCommands } from './ipc/commands.ts';
import { sendEvent } from './ipc/events.ts';
import { sessionHandlers } from './ipc/session-handlers.ts';
import { createProviderDirectory } from './oidc/provider.ts';
import { loadPolicy } from './policy/load.ts';
import type { Policy } from './policy/schema.ts';
import { createSession, type Session } from './session/session.ts';
import { unconfiguredSession } from './session/unconfigured.ts';
import { createAppSchemeHandler, listServedFiles } from './shell/app-scheme.ts';
import { appScheme } from './shell/app-url.ts';
import { beforeReady } from './shell/before-ready.ts';
import { refuseClientCertificates } from './shell/certificates.ts';
import { createClipboard } from './shell/clipboard.ts';
import { systemClock } from './shell/clock.ts';
import { guardContents } from './shell/contents-guards.ts';
import { diskFiles } from './shell/files.ts';
import { createHttp } from './shell/http.ts';
import { createLog } from './shell/log.ts';
import { createOpener } from './shell/opener.ts';
import { systemRandom } from './shell/random.ts';
import { allowAppPages, allowProviders, guardSession } from './shell/session-guards.ts';
import { httpPartition, partitionOptions, windowPartition, windowTitle } from './shell/window-options.ts';
import { openWindow, type AppWindow } from './shell/window.ts';
import { createMemoryVault } from './vault/vault.ts';

const built = path.join(import.meta.dirname, '..');
const packaged = app.isPackaged;
let window: AppWindow<Electron.WebContents> | undefined;

// Everything down to the first `await` runs before ready: that is why no import above is a dynamic one (B7).
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
    const session = loaded.ok ? sessionFor(loaded.policy) : unconfigured(loaded.code, loaded.detail);

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
    } as const;
    registerCommands(contents, sessionHandlers(session, info, copyText), systemRandom, log);
    session.subscribe((view) => sendEvent(contents, 'session', view, log));
    session.start();
    await window.load();

    function sessionFor(policy: Policy): Session {
      const { issuer, clientId } = policy.provider;
      const ports = { http, clock: systemClock };
      return createSession(policy, {
        clock: systemClock,
        random: systemRandom,
        log,
        audit: createAuditLog(path.join(userData, 'audit', 'audit.jsonl'), { files: diskFiles, clock: systemClock }),
        vault: createMemoryVault(),
        directory: createProviderDirectory({ issuer, clientId, allowLoopbackHttp: !packaged }, ports),
        openBrowser: createOpener(shell, log),
        copyText,
        raiseWindow: () => window?.raise(),
        replaceRenderer: () => void window?.replaceRenderer(),
        sendAction: (intent) => sendAction(intent, ports),
      });
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
