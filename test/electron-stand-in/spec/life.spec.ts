import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { host, launchApp, type LaunchedApp } from '../../e2e/launch-app.ts';
import { expect, notes, sampleFolder, test, windowOf } from './sample.ts';

/** What the sample wrote on stderr, in order, of the events that belong to a quit. */
function quitEvents(stderr: string): string[] {
  const wanted = ['before-quit', 'close', 'closed', 'window-all-closed', 'will-quit', 'quit'];
  return stderr.split('\n').flatMap((line) => {
    const event = /^APP (.+)$/.exec(line)?.[1];
    return event !== undefined && wanted.includes(event) ? [event] : [];
  });
}

test.describe('the computer, as a test decides it', () => {
  test('B56 an event that a test emits is heard by the app, and an answer that it replaces is given', async ({
    app,
  }) => {
    const { electronApp } = app;
    await electronApp.evaluate(({ powerMonitor }) => {
      powerMonitor.getSystemIdleTime = () => 899;
      powerMonitor.emit('lock-screen');
    });
    expect(await notes(app)).toContain('lock-screen after 899 s');
  });

  test('B56 each event of powerMonitor can be emitted', async ({ app: { electronApp } }) => {
    const names = ['lock-screen', 'unlock-screen', 'suspend', 'resume', 'user-did-resign-active', 'shutdown'];
    const heard = await electronApp.evaluate(({ powerMonitor }, events) => {
      const seen: string[] = [];
      for (const name of events) {
        powerMonitor.on(name as 'suspend', () => seen.push(name));
        powerMonitor.emit(name);
      }
      return seen;
    }, names);
    expect(heard).toEqual(names);
  });

  test('B56 is active and touched just now unless a test says otherwise; a threshold of 0 is refused', async ({
    app: { electronApp },
  }) => {
    const answers = await electronApp.evaluate(({ powerMonitor }) => {
      const state = (threshold: number) => {
        try {
          return powerMonitor.getSystemIdleState(threshold);
        } catch (error) {
          return (error as Error).name;
        }
      };
      const before = [state(60), state(0), powerMonitor.getSystemIdleTime()];
      powerMonitor.getSystemIdleState = () => 'locked';
      return [...before, state(60)];
    });
    expect(answers).toEqual(['active', 'TypeError', 0, 'locked']);
  });

  test('B57 a shutdown can be held, and the end of a Windows session is told to a window', async ({ app }) => {
    const window = await windowOf(app);
    const told = await app.electronApp.evaluate(({ powerMonitor }, opened) => {
      let held = false;
      let reasons: unknown;
      // Electron's types have no event here, its documentation has.
      powerMonitor.once('shutdown', ((event: Electron.Event) => event.preventDefault()) as () => void);
      powerMonitor.emit('shutdown', { preventDefault: () => (held = true) });
      opened.once('session-end', (event) => {
        reasons = event.reasons;
      });
      opened.emit('session-end', { reasons: ['logoff'] });
      return { held, reasons };
    }, window);
    expect(told).toEqual({ held: true, reasons: ['logoff'] });
  });
});

test.describe('quitting', () => {
  test('goes from before-quit by the windows to will-quit and quit', async ({ app }) => {
    const child = app.electronApp.process();
    await app.electronApp.evaluate(({ app: running }) => running.quit()).catch(() => undefined);
    await expect.poll(() => child.exitCode).toBe(0);
    expect(quitEvents(app.stderr())).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
  });

  test('begins with the windows when the last one is closed', async ({ app }) => {
    const child = app.electronApp.process();
    await app.page.close();
    await expect.poll(() => child.exitCode).toBe(0);
    expect(quitEvents(app.stderr())).toEqual([
      'close',
      'closed',
      'window-all-closed',
      'before-quit',
      'will-quit',
      'quit',
    ]);
  });

  test('is held by before-quit with nothing closed, as often as that is prevented, and then goes on', async ({
    app,
  }) => {
    const child = app.electronApp.process();
    const windows = await app.electronApp.evaluate(({ app: running, BrowserWindow }) => {
      let hold = true;
      running.on('before-quit', (event) => {
        if (hold) event.preventDefault();
      });
      running.quit();
      running.quit();
      setTimeout(() => {
        hold = false;
        running.quit();
      }, 200);
      return BrowserWindow.getAllWindows().length;
    });
    expect(windows).toBe(1);
    await expect(app.page.getByRole('heading')).toHaveText('Sample');
    await expect.poll(() => child.exitCode).toBe(0);
    expect(quitEvents(app.stderr())).toEqual([
      'before-quit',
      'before-quit',
      'before-quit',
      'close',
      'closed',
      'will-quit',
      'quit',
    ]);
  });

  test('is held by will-quit, which is told once, when the windows are gone already', async ({ app }) => {
    const child = app.electronApp.process();
    const windows = await app.electronApp.evaluate(({ app: running, BrowserWindow }) => {
      running.once('will-quit', (event) => {
        event.preventDefault();
        setTimeout(() => running.quit(), 200);
      });
      running.quit();
      return BrowserWindow.getAllWindows().length;
    });
    expect(windows).toBe(0);
    await expect.poll(() => child.exitCode).toBe(0);
    expect(quitEvents(app.stderr())).toEqual([
      'before-quit',
      'close',
      'closed',
      'will-quit',
      'before-quit',
      'will-quit',
      'quit',
    ]);
  });

  test('exits with nobody asked, the windows closed all the same', async ({ app }) => {
    const child = app.electronApp.process();
    await app.electronApp.evaluate(({ app: running }) => running.exit(7)).catch(() => undefined);
    await expect.poll(() => child.exitCode).toBe(7);
    expect(quitEvents(app.stderr())).toEqual(['closed', 'quit']);
  });
});

test('knows which window has the focus', async ({ app }) => {
  const window = await windowOf(app);
  await expect.poll(() => window.evaluate((opened) => opened.isFocused()), 'it was shown').toBe(true);
  const states = await app.electronApp.evaluate(({ BrowserWindow }, opened) => {
    const focused = () => opened.isFocused();
    let blurs = 0;
    opened.on('blur', () => (blurs += 1));
    opened.blur();
    const seen: (boolean | number)[] = [focused()];
    opened.focus();
    seen.push(focused());
    const other = new BrowserWindow({ show: false });
    other.show();
    seen.push(focused(), other.isFocused());
    other.destroy();
    opened.minimize();
    seen.push(focused());
    opened.show();
    seen.push(focused(), blurs);
    return seen;
  }, window);
  expect(states).toEqual([false, true, false, true, false, true, 2]);
});

test.describe('the menu', () => {
  test('is found, clicked and changed by a test, though nothing of it is drawn', async ({ app: { electronApp } }) => {
    const seen = await electronApp.evaluate(({ Menu }) => {
      const clicks: string[] = [];
      Menu.setApplicationMenu(
        Menu.buildFromTemplate([
          {
            label: 'Session',
            submenu: [
              { id: 'lock', label: 'Lock', accelerator: 'CommandOrControl+Shift+L', click: () => clicks.push('lock') },
              { id: 'off', label: 'Off', enabled: false, click: () => clicks.push('off') },
            ],
          },
          { role: 'editMenu' },
        ]),
      );
      const menu = Menu.getApplicationMenu();
      const item = (id: string) => menu?.getMenuItemById(id);
      item('lock')?.click();
      const off = item('off');
      if (off) off.enabled = true;
      return {
        clicks,
        lock: [item('lock')?.label, item('lock')?.accelerator, item('lock')?.enabled],
        off: item('off')?.enabled,
        edit: menu?.items[1]?.submenu?.items.map(({ role, type }) => role ?? type),
        none: menu?.getMenuItemById('none'),
      };
    });
    expect(seen).toEqual({
      clicks: ['lock'],
      lock: ['Lock', 'CommandOrControl+Shift+L', true],
      off: true,
      edit: ['undo', 'redo', 'separator', 'cut', 'copy', 'paste', 'delete', 'separator', 'selectall'],
      none: null,
    });
  });

  test('its roles act on the app and on the window', async ({ app }) => {
    const { electronApp } = app;
    const child = electronApp.process();
    const window = await windowOf(app);
    const click = (role: 'minimize' | 'quit') =>
      electronApp.evaluate(
        ({ Menu }, [name, opened]) => {
          const item = Menu.buildFromTemplate([{ role: name, id: name }]).getMenuItemById(name);
          item?.click(undefined, opened);
        },
        [role, window] as const,
      );
    await click('minimize');
    expect(await window.evaluate((opened) => opened.isMinimized())).toBe(true);
    await click('quit').catch(() => undefined);
    await expect.poll(() => child.exitCode).toBe(0);
  });

  test('throws for a role, and for a click, that it does not know', async ({ app: { electronApp } }) => {
    const messages = await electronApp.evaluate(({ Menu }) => {
      const attempts = [
        () => Menu.buildFromTemplate([{ role: 'shareMenu' }]),
        () => void Menu.buildFromTemplate([{ role: 'paste' }]).items[0]?.click(),
        () => Menu.sendActionToFirstResponder('paste:'),
        () => Menu.buildFromTemplate([]).popup(),
        () => Menu.buildFromTemplate([{ label: 'x' }]).items[0]?.toolTip,
      ];
      return attempts.map((attempt) => {
        try {
          return `did not throw: ${String(attempt())}`;
        } catch (error) {
          return (error as Error).message;
        }
      });
    });
    for (const message of messages) expect(message).toMatch(/^Electron stand-in: /);
  });
});

test('B55 pitfall B16: two users of the computer have an app each, with own lock and own data, and a second start wakes only its own', async () => {
  test.skip(host === 'electron', 'tests of the stand-in itself');
  // Each has a folder of their own, as two users have; what belongs to all, such as the place for temporary files, is one.
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'two-users-'));
  const launched: LaunchedApp[] = [];
  const start = async () => {
    const app = await launchApp({ appFolder: sampleFolder, env: { TMPDIR: temporary } });
    launched.push(app);
    await expect(app.page.getByRole('heading')).toHaveText('Sample');
    return app;
  };
  const wokenBy = async (app: LaunchedApp) => (await notes(app)).filter((note) => note.startsWith('second-instance'));
  try {
    const one = await start();
    const other = await start();
    for (const app of [one, other]) {
      const holds = await app.electronApp.evaluate(({ app: running }) => [
        running.hasSingleInstanceLock(),
        running.getPath('userData'),
      ]);
      expect(holds).toEqual([true, app.userDataDir]);
    }
    expect(other.userDataDir).not.toBe(one.userDataDir);
    const { exitCode } = await other.startAgain('from-the-other-user');
    expect(exitCode).toBe(0);
    await expect.poll(() => wokenBy(other)).toEqual(['second-instance from-the-other-user']);
    expect(await wokenBy(one)).toEqual([]);
    // The end of one frees nothing of the other's.
    await other.close();
    await one.startAgain('again');
    await expect.poll(() => wokenBy(one)).toEqual(['second-instance again']);
  } finally {
    for (const app of launched) await app.close();
    await rm(temporary, { recursive: true, force: true });
  }
});
