import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LaunchedApp } from '../../e2e/launch-app.ts';
import { expect, notes, sampleFolder, test } from './sample.ts';

const childModule = path.join(sampleFolder, 'child.ts');

test('talks with a utility process in structured clones, and sees its end', async ({ app: { electronApp } }) => {
  const result = await electronApp.evaluate(async ({ utilityProcess }, modulePath) => {
    const child = utilityProcess.fork(modulePath, ['argument'], {
      serviceName: 'sample',
      stdio: 'pipe',
      env: { ...process.env, GIVEN: 'yes' },
    });
    const pidBefore = child.pid;
    const next = () => new Promise<{ data: unknown }>((resolve) => child.once('message', resolve));
    const first = next();
    child.postMessage({ map: new Map([['a', new Uint8Array([1, 2])]]), when: new Date(5) });
    const answer = await first;
    const pid = child.pid;
    const { map, when } = answer.data as { map: Map<string, Uint8Array>; when: Date };
    const exit = new Promise<number>((resolve) => child.once('exit', resolve));
    const refused = (() => {
      try {
        child.postMessage(() => undefined);
        return 'sent';
      } catch (error) {
        return (error as Error).name;
      }
    })();
    child.postMessage('exit');
    return {
      pidBefore,
      hadPid: typeof pid,
      rest: { ...answer, data: undefined },
      bytes: [...(map.get('a') ?? [])],
      when: when.getTime(),
      refused,
      exitCode: await exit,
      pidAfter: child.pid,
    };
  }, childModule);
  expect(result).toEqual({
    pidBefore: undefined,
    hadPid: 'number',
    rest: { argument: 'argument', type: 'utility', given: 'yes' },
    bytes: [1, 2],
    when: 5,
    refused: expect.stringMatching(/Error/),
    exitCode: 3,
    pidAfter: undefined,
  });
});

test('kills a utility process, and hears of one that fell over', async ({ app: { electronApp } }) => {
  const result = await electronApp.evaluate(async ({ utilityProcess }, modulePath) => {
    const end = async (act: (child: Electron.UtilityProcess) => unknown) => {
      const child = utilityProcess.fork(modulePath, [], { stdio: 'ignore' });
      const exit = new Promise<number>((resolve) => child.once('exit', resolve));
      const answered = new Promise((resolve) => child.once('message', resolve));
      child.postMessage('hello');
      await answered;
      act(child);
      return exit;
    };
    return { killed: await end((child) => child.kill()), fell: await end((child) => child.postMessage('throw')) };
  }, childModule);
  expect(result).toEqual({ killed: 15, fell: 1 });
});

test('tells the first instance of a second, which ends', async ({ app }) => {
  const { exitCode } = await app.startAgain('from-the-second');
  expect(exitCode).toBe(0);
  await expect.poll(() => notes(app)).toContain('second-instance from-the-second');
  await expect(app.page.getByRole('heading')).toHaveText('Sample');
});

test('opens addresses with the program called xdg-open, and fails without one', async ({
  app: { electronApp, systemBrowser },
}) => {
  const open = (address: string) =>
    electronApp.evaluate(({ shell }, target) => shell.openExternal(target).then(() => 'opened', String), address);
  expect(await open('https://one.example/?a=1&b=2')).toBe('opened');
  expect(await systemBrowser.nextUrl()).toBe('https://one.example/?a=1&b=2');
  await electronApp.evaluate(() => {
    process.env['PATH'] = '/nowhere';
  });
  expect(await open('https://two.example/')).toMatch(/^Error/);
  expect(systemBrowser.opened()).toEqual(['https://one.example/?a=1&b=2']);
});

test('does not end on an error that nobody caught', async ({ app: { electronApp, page, stderr } }) => {
  await electronApp.evaluate(() => {
    setTimeout(() => {
      throw new Error('nobody caught this');
    });
    void Promise.reject(new Error('nobody awaited this'));
  });
  await expect.poll(stderr).toContain('nobody caught this');
  await expect.poll(stderr).toContain('nobody awaited this');
  await page.getByRole('button', { name: 'Increment' }).click();
  await expect(page.getByTestId('counter')).toHaveText('1');
});

test.describe('leaves no process behind', () => {
  const endings: Record<string, (app: LaunchedApp) => unknown> = {
    'when it is closed': (app) => app.close(),
    'when it is terminated': (app) => app.electronApp.process().kill('SIGTERM'),
    'when its main process is killed': (app) => app.electronApp.process().kill('SIGKILL'),
    'when it exits at once': (app) =>
      app.electronApp.evaluate(({ app: running }) => running.exit(0)).catch(() => undefined),
  };
  for (const [name, end] of Object.entries(endings)) {
    test(name, async ({ app }) => {
      const scratch = path.dirname(app.userDataDir);
      await app.electronApp.evaluate(({ utilityProcess }, modulePath) => {
        const child = utilityProcess.fork(modulePath, [], { stdio: 'ignore' });
        const answered = new Promise((resolve) => child.once('message', resolve));
        child.postMessage('hello');
        return answered.then(() => undefined);
      }, childModule);
      expect(processesOf(scratch).length).toBeGreaterThan(3);
      await end(app);
      await expect.poll(() => processesOf(scratch)).toEqual([]);
      await app.close();
    });
  }
});

/** The running processes that were started with this folder in their environment. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return environment.includes(folder) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    });
}
