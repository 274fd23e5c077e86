import { developmentPolicy } from '../simulator/development-policy.ts';
import { startMarks } from '../../main/shell/timings.ts';
import { launchApp, type LaunchedApp } from './launch-app.ts';
import { screen } from './support/clinician.ts';
import { expect, test } from './support/fixtures.ts';

/** What a start costs, for whoever asks (issue 7 line 7). The order of the marks and the first of each: test/shell/timings.test.ts. */

const printed = ({ stderr }: LaunchedApp) =>
  stderr()
    .split(/\r?\n/)
    .filter((line) => line.includes('timingsMs'));

test('issue 7 line 7: --timings prints one line of JSON with every mark of the start on stderr', async ({
  simulator,
}) => {
  const app = await launchApp({ policy: developmentPolicy(simulator), args: ['--timings'] });
  try {
    await screen(app.page, 'loggedOut');
    await expect.poll(() => printed(app)).toHaveLength(1);
    const { timingsMs, ...others } = JSON.parse(printed(app)[0] ?? '') as { timingsMs: Record<string, number> };
    expect(others).toEqual({});
    expect(Object.keys(timingsMs).toSorted()).toEqual([...startMarks].toSorted());
    for (const [name, ms] of Object.entries(timingsMs)) {
      expect(Number.isInteger(ms) && ms > 0, `${name}: ${ms}`).toBe(true);
    }
    const { main, ready, windowMade, painted } = timingsMs;
    expect([main, ready, windowMade, painted]).toEqual(
      [main, ready, windowMade, painted].toSorted((a, b) => (a ?? 0) - (b ?? 0)),
    );
    console.log(`start: ${printed(app)[0]}`);
    // A second page of the same run is no second start.
    await app.page.reload();
    await screen(app.page, 'loggedOut');
    expect(printed(app)).toHaveLength(1);
  } finally {
    await app.close();
  }
});

test('issue 7 line 7: nobody else gets that line', async ({ app }) => {
  await screen(app.page, 'loggedOut');
  expect(printed(app)).toEqual([]);
});
