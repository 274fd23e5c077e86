import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyView } from '../../preload/policy-view.ts';
import { policyView, registry } from './policy-views.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

async function openPolicy(view: PolicyView): Promise<OpenWindow> {
  const window = await renderer.open({ kind: 'loggedOut' });
  window.page.setDefaultTimeout(5_000);
  await window.page.evaluate((readPolicy) => {
    globalThis.window.fakeBridge.answers = { readPolicy };
    globalThis.window.fakeBridge.showPage('policy');
  }, view);
  return window;
}

describe('issue 7 line 1: managed by your organisation', () => {
  it('shows every value with its source and kind, what was refused on top, and how many there are', async () => {
    const window = await openPolicy(policyView);
    const { page } = window;
    await page.getByText('5 values are in force.').waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Refused',
      'In force',
      'Who can help',
    ]);
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts(), 'our own last, whatever came first').toEqual([
      `Set in ${registry}`,
      'Set in HKCU',
      'Our own defaults',
    ]);
    const rowsOf = (name: string) =>
      page
        .getByRole('table', { name })
        .getByRole('row')
        .evaluateAll((rows) =>
          rows.map((row) =>
            [...row.querySelectorAll('th, td')].map((cell) =>
              [...cell.childNodes]
                .filter((part) => !(part instanceof Element) || !part.matches('.app-table__heading'))
                .map((part) => part.textContent)
                .join(' / '),
            ),
          ),
        );
    expect(await rowsOf('Refused')).toEqual([
      ['Setting', 'From', 'Why'],
      ['Longest session (hours) / session.absoluteHours', 'HKCU', 'expected <=12'],
      ['nonsense', registry, 'this version has no such key'],
    ]);
    expect((await rowsOf(`Set in ${registry}`)).slice(0, 2)).toEqual([
      ['Setting', 'Value', 'Kind'],
      ['Profile / session.profile', 'shared', 'One of several'],
    ]);
    expect((await rowsOf('Set in HKCU')).slice(1)).toEqual([
      ['Roles that may be worked in / roles.allowedRoleCodes', 'R8000, R8001', 'Only stricter than our own'],
    ]);
    expect((await rowsOf('Our own defaults')).slice(1)).toEqual([
      ['Idle limit (minutes) / session.idleMinutes', '5', 'Any value inside fixed limits'],
      ['Private window / browser.private', 'No', 'Only stricter than our own'],
    ]);
    await window.close();
  });

  it('says of a value that is not in force yet when it will be', async () => {
    const window = await openPolicy({
      ...policyView,
      entries: [
        { key: 'environment', title: 'Name', value: '"Training"', source: 'HKLM', kind: 'choice', waits: 'logOut' },
        { key: 'audit.forward', title: 'Copy', value: 'true', source: 'HKLM', kind: 'choice', waits: 'restart' },
      ],
    });
    const cells = window.page.getByRole('table', { name: 'Set in HKLM' }).getByRole('cell');
    await cells.getByText('Training. Not yet: it counts once nobody is logged in.').waitFor();
    await cells.getByText('Yes. Not yet: it counts when CIS2 Desktop is started again.').waitFor();
    await window.close();
  });

  it('says that an unmanaged computer counts as shared, and who can help', async () => {
    const window = await openPolicy({ entries: [], refused: [], managed: false });
    await window.page.getByText('so this computer counts as shared').waitFor();
    await window.page.getByText('Nothing is set here.').waitFor();
    await window.close();
  });

  it('says when it cannot be read', async () => {
    const window = await renderer.open({ kind: 'loggedOut' });
    await window.refuseCalls('INTERNAL');
    await window.page.evaluate(() => globalThis.window.fakeBridge.showPage('policy'));
    await window.page.getByText('What is set could not be read.').waitFor();
    await window.close();
  });
});
