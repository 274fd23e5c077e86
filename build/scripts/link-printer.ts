import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Stands in for the browser opener of a machine that has none. Both Electron and the stand-in run the program named
 * `xdg-open` in the PATH, with its output thrown away: so this one leaves the link in a file, and we print it.
 */
export interface LinkPrinter {
  /** PATH with our `xdg-open` in front. */
  readonly env: NodeJS.ProcessEnv;
  /** Resolves with the first link that the app opens; `undefined` when none came in time. */
  firstLink(withinMs: number): Promise<string | undefined>;
  stop(): void;
}

const pollMs = 200;

export function startLinkPrinter(env: NodeJS.ProcessEnv, print: (link: string) => void): LinkPrinter {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-opener-'));
  const opened = path.join(folder, 'opened');
  const program = path.join(folder, 'xdg-open');
  writeFileSync(opened, '');
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`);
  chmodSync(program, 0o755);

  let seen = 0;
  let tellFirst: (link: string) => void;
  const first = new Promise<string>((resolve) => (tellFirst = resolve));
  const poll = setInterval(() => {
    const links = readFileSync(opened, 'utf8').split('\n').slice(0, -1);
    for (const link of links.slice(seen)) {
      print(link);
      tellFirst(link);
    }
    seen = links.length;
  }, pollMs);

  return {
    env: { ...env, PATH: [folder, env['PATH'] ?? ''].join(path.delimiter) },
    async firstLink(withinMs) {
      return Promise.race([first, delay(withinMs, undefined, { ref: false })]);
    },
    stop() {
      clearInterval(poll);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
