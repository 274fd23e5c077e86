/**
 * Switches of Chromium, V8 and Node with which somebody could look into the app, turn its traffic round or take a wall
 * away. Fuses do not cover them (B59). Refusing guards against a changed shortcut, a link handler and a left-over of a
 * support call; whoever already runs programs as this user has other ways.
 */
const refused = [
  // A debugger sees every token.
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'auto-open-devtools-for-tabs',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'inspect-port',
  'js-flags',
  // A record of the traffic, or the words of Chromium and of the page, in a file of somebody's choice.
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'enable-logging',
  'log-file',
  'trace-startup',
  'trace-startup-file',
  'trace-config-file',
  // Another host, or one without a good certificate, in the provider's place.
  'host-rules',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  // The page without its walls.
  'no-sandbox',
  'single-process',
  'disable-web-security',
  'disable-site-isolation-trials',
  'enable-blink-features',
  'enable-experimental-web-platform-features',
  'allow-file-access-from-files',
  'load-extension',
  // Another program in the place of one of ours (CVE-2018-1000006 came that way).
  'browser-subprocess-path',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
] as const;

/*
 * Left alone on purpose: `proxy-server`, `proxy-pac-url` and their like, which administrators need and TLS makes harmless;
 * `user-data-dir`, since the folder is the user's own in any case; `renderer-process-limit`, `disable-gpu` and what else
 * only bears on speed and drivers; `auth-server-allowlist`, which our own setting overrides (B47).
 */

/**
 * Those of the command line that a packaged app does not start with, as Chromium reads them: give it
 * `app.commandLine.hasSwitch`, which knows each system's way of writing them. Node also takes `_` for `-`.
 */
export function refusedSwitches(has: (name: string) => boolean): string[] {
  return refused.filter((name) => has(name) || has(name.replaceAll('-', '_')));
}
