/** A small app for the tests of the stand-in: it uses Electron in the ways in which CIS2 Desktop does. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  powerMonitor,
  protocol,
  session,
  shell,
  type IpcMainInvokeEvent,
  type Session,
} from 'electron';

const origin = 'app://bundle';
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src *; img-src *; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const pageFolder = path.join(import.meta.dirname, 'page');

/** What happened, for the tests to read. */
const events: string[] = [];
const note = (event: string) => {
  events.push(event);
  console.error(`APP ${event}`);
};
Object.assign(globalThis, { sampleEvents: events });

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

let window: BrowserWindow | undefined;
let counter = 0;

function push(): void {
  window?.webContents.send('counter', counter);
}

function trusted(event: IpcMainInvokeEvent): void {
  const { senderFrame, sender } = event;
  if (senderFrame?.origin !== origin || senderFrame.parent !== null)
    throw new Error(`Sender refused: ${senderFrame?.origin}`);
  if (sender !== window?.webContents || BrowserWindow.fromWebContents(sender) !== window)
    throw new Error('Sender unknown');
}

function registerHandlers(): void {
  ipcMain.handle('counter', (event) => {
    trusted(event);
    return counter;
  });
  ipcMain.handle('echo', (event, value: unknown) => {
    trusted(event);
    return value;
  });
  ipcMain.handle('fail', () => {
    throw new TypeError('nope');
  });
  ipcMain.handle('who-am-i', ({ senderFrame }) => ({
    url: senderFrame?.url,
    origin: senderFrame?.origin,
    parent: senderFrame?.parent,
  }));
  ipcMain.on('increment', () => {
    counter += 1;
    push();
  });
}

async function serve(request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  const file = path.join(pageFolder, pathname);
  const body =
    host === 'bundle' && file.startsWith(pageFolder + path.sep)
      ? await readFile(file).catch(() => undefined)
      : undefined;
  if (body === undefined) return new Response('not found', { status: 404 });
  const headers = { 'content-type': types[path.extname(file)] ?? 'text/plain', 'content-security-policy': policy };
  return new Response(new Uint8Array(body), { headers });
}

function openWindow(pageSession: Session): void {
  const opened = new BrowserWindow({
    width: 900,
    height: 600,
    show: false,
    title: 'Sample',
    webPreferences: { preload: path.join(import.meta.dirname, 'preload.cjs'), session: pageSession },
  });
  window = opened;
  opened.once('ready-to-show', () => {
    note('ready-to-show');
    opened.show();
  });
  opened.on('close', () => note('close'));
  opened.on('closed', () => {
    note('closed');
    window = undefined;
  });
  const contents = opened.webContents;
  contents.on('will-navigate', (event) => {
    note(`will-navigate ${event.url}`);
    if (!event.url.startsWith(`${origin}/`)) event.preventDefault();
  });
  contents.on('render-process-gone', (_event, { reason }) => note(`render-process-gone ${reason}`));
  contents.on('did-finish-load', () => note('did-finish-load'));
  contents.setWindowOpenHandler(({ url }) => {
    note(`window-open ${url}`);
    if (url.startsWith('https://docs.example/')) void shell.openExternal(url);
    return { action: 'deny' };
  });
  void opened.loadURL(`${origin}/index.html`);
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv) => note(`second-instance ${argv.at(-1)}`));
  app.on('window-all-closed', () => {
    note('window-all-closed');
    app.quit();
  });
  app.on('before-quit', () => note('before-quit'));
  app.on('will-quit', () => note('will-quit'));
  app.on('quit', () => note('quit'));
  void app.whenReady().then(() => {
    const pageSession = session.fromPartition('sample-window', { cache: false });
    pageSession.protocol.handle('app', serve);
    pageSession.webRequest.onBeforeRequest(({ url }, answer) => {
      const cancel = !url.startsWith(`${origin}/`);
      if (cancel) note(`blocked ${url}`);
      answer({ cancel });
    });
    registerHandlers();
    powerMonitor.on('lock-screen', () => note(`lock-screen after ${powerMonitor.getSystemIdleTime()} s`));
    openWindow(pageSession);
  });
} else {
  app.quit();
}
