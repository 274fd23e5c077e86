import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityLine, AuditCheck } from '../../preload/contract.ts';
import type { CallErrorCode } from '../../preload/incident.ts';
import { minute, now } from './fixtures.ts';
import { axeViolations } from './support/axe.ts';
import { startRenderer, type OpenOptions, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const home = viewNamed('homeAal2');
const who = 'who' in home ? home.who : null;

const line: ActivityLine = {
  atMs: now - 5 * minute,
  event: 'action.finished',
  outcome: 'ok',
  actionLabel: { en: 'Sign prescription' },
  roleId: who?.role?.id ?? null,
  organisationCode: who?.role?.organisationCode ?? null,
  level: 3,
  correlationId: '00000000-5e57-4000-8000-000000000042',
};
const lines: readonly ActivityLine[] = [
  line,
  { ...line, atMs: now - 6 * minute, event: 'action.intended', outcome: 'intended', actionLabel: null },
  { ...line, atMs: now - 9 * minute, event: 'session.started', actionLabel: null, level: 2, roleId: '999999999999' },
  {
    ...line,
    event: 'session.inventedLater',
    outcome: 'odd',
    actionLabel: null,
    roleId: null,
    organisationCode: null,
    level: null,
    correlationId: null,
  },
];

interface Given {
  readonly lines?: readonly ActivityLine[];
  readonly check?: AuditCheck;
  readonly refusal?: CallErrorCode;
  readonly options?: OpenOptions;
}

async function openActivity({ lines: given = lines, check, refusal, options }: Given = {}): Promise<OpenWindow> {
  const window = await renderer.open(home, options);
  window.page.setDefaultTimeout(5_000);
  await window.page.evaluate(
    ([readActivity, checkAudit, code]) => {
      Object.assign(globalThis.window.fakeBridge, { answers: { readActivity, checkAudit }, refusal: code });
    },
    [given, check, refusal ?? null] as const,
  );
  await window.page.getByRole('button', { name: 'My activity' }).click();
  await window.page.getByRole('heading', { level: 1, name: 'My activity' }).waitFor();
  return window;
}

describe('issue 5 line 7: screen 27, my activity', () => {
  it('issue 5 line 7: is a page of the home view with a title of its own and the focus on its heading', async () => {
    const window = await openActivity();
    const { page } = window;
    expect(await page.locator('#app').getAttribute('data-view')).toBe('home');
    expect(await page.title()).toBe('My activity – CIS2 Desktop');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.getByRole('button', { name: 'Back to your session' }).click();
    await page.getByRole('button', { name: 'My activity' }).waitFor();
    expect(await page.title()).not.toContain('My activity');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it('issue 5 line 7: says when, what, with what outcome, in which role, at which level, and the correlation id', async () => {
    const window = await openActivity();
    const { page } = window;
    const rows = page.getByRole('table', { name: 'What you did' }).getByRole('row');
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.lastChild?.textContent)),
    );
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
      'Time',
      'What',
      'Outcome',
      'Role',
      'Level',
      'Correlation ID',
    ]);
    const role = `${who?.role?.name ?? ''} (${who?.role?.organisationCode ?? ''})`;
    const id = '00000000-5e57-4000-8000-000000000042';
    expect(cells.slice(1)).toEqual([
      ['21 November 2026 at 09:25:00', 'Answer: Sign prescription', 'Done', role, 'AAL3', id],
      [
        '21 November 2026 at 09:24:00',
        'About to send: an action that is not set up here any more',
        'Not sent yet',
        role,
        'AAL3',
        id,
      ],
      [
        '21 November 2026 at 09:21:00',
        'Logged in',
        'Done',
        `999999999999 (${who?.role?.organisationCode ?? ''})`,
        'AAL2',
        id,
      ],
      ['21 November 2026 at 09:25:00', 'session.inventedLater', 'odd', 'None', 'None', 'None'],
    ]);
    await page.getByText('What is recorded about you').waitFor();
    await window.close();
  });

  it.each([
    [320, 640],
    [640, 640],
    [1024, 768],
  ])('issue 5 line 7: reflows at %i px by %i, also with larger letters, and stays a table', async (width, height) => {
    const window = await openActivity({ options: { context: { viewport: { width, height } } } });
    const { page } = window;
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await overflow()).toBe(width);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    // The frame around it is another test's; the table takes no more room than there is.
    const right = (of: string) => page.locator(of).evaluate((element) => element.getBoundingClientRect().right);
    expect(await right('.app-activity')).toBeLessThanOrEqual(await right('.app-main'));
    const widest = await page
      .locator('.app-activity td')
      .evaluateAll((cells) => Math.max(...cells.map((cell) => cell.scrollWidth - cell.clientWidth)));
    expect(widest).toBe(0);
    expect(await page.getByRole('table').getByRole('row').count()).toBeGreaterThanOrEqual(lines.length);
    await window.close();
  });

  it.each([320, 1024])('issue 5 line 7: has no accessibility violation at %i px (WCAG 2.2 AA)', async (width) => {
    const window = await openActivity({
      check: { kind: 'whole', lines: 12, healed: 1 },
      options: { context: { viewport: { width, height: 768 } } },
    });
    await window.page.getByRole('button', { name: 'Check that the record is whole' }).click();
    await window.page.getByText('The record is whole: 12').waitFor();
    expect(await axeViolations(window.page)).toEqual([]);
    await window.close();
  });

  it('issue 5 line 7: says so when there is nothing, and when it cannot be read', async () => {
    const empty = await openActivity({ lines: [] });
    await empty.page.getByText('Nothing has been recorded about you on this computer yet.').waitFor();
    expect(await empty.page.getByRole('table').count()).toBe(0);
    await empty.close();
    const failed = await openActivity({ refusal: 'INTERNAL' });
    await failed.page.getByText(/could not be read.*IT service desk/).waitFor();
    await failed.close();
  });

  const verdicts: readonly (readonly [name: string, check: AuditCheck, words: RegExp])[] = [
    ['whole', { kind: 'whole', lines: 1, healed: 0 }, /^The record is whole: 1 line,/],
    ['healed', { kind: 'whole', lines: 9, healed: 2 }, /^2 times a line was cut off/],
    [
      'broken',
      { kind: 'broken', file: 'audit.jsonl', line: 7, why: 'previousDiffers' },
      /^The record has been changed\. Line 7 of audit\.jsonl .* IT service desk/,
    ],
    ['unreadable', { kind: 'unreadable' }, /^The record could not be read\. .*IT service desk/],
  ];
  it.each(verdicts)('issue 5 line 7: says in words that the record is %s, aloud', async (_name, check, words) => {
    const window = await openActivity({ check });
    await window.page.getByRole('button', { name: 'Check that the record is whole' }).click();
    await window.page.getByRole('status').getByText(words).waitFor();
    await window.close();
  });

  it('issue 5 line 7: HAZ-02 is gone with its person: the next one begins at home', async () => {
    const window = await openActivity();
    if (home.kind !== 'home') throw new Error('no home');
    await window.show({ ...home, who: { ...home.who, person: { name: 'Robin PRETEND', userId: '999000000205' } } });
    await window.page.getByRole('button', { name: 'My activity' }).waitFor();
    expect(await window.page.getByText('Sign prescription', { exact: true }).count()).toBeLessThanOrEqual(1);
    expect(await window.page.getByRole('table').count()).toBe(0);
    await window.close();
  });
});
