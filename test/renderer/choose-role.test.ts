import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { role, sixRoles } from './fixtures.ts';
import { chooseFrom, fiveHundredRoles, notAllowed, notSetUp, roleViews } from './role-views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

it('names each radio by role, organisation and ODS code, and none is chosen beforehand', async () => {
  const { page, close } = await renderer.open(chooseFrom(sixRoles));
  const radio = page.getByRole('radio', {
    name: /General Medical Practitioner.*Imaginary Valley Medical Centre.*Z99902/,
  });
  expect(await radio.count()).toBe(1);
  expect(await page.getByRole('radio', { name: /Nurse.*Z99907/ }).count()).toBe(1);
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  await close();
});

it('sends the chosen role', async () => {
  const { page, calls, close } = await renderer.open(chooseFrom(sixRoles));
  await page.getByRole('radio', { name: /Practice Manager/ }).check();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  expect(await calls()).toEqual([{ name: 'chooseRole', input: { roleId: '999000000005' } }]);
  await close();
});

it('asks for a choice when there is none, in words, in the title and with the focus', async () => {
  const { page, calls, close } = await renderer.open(chooseFrom(sixRoles));
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByText('Select the role that you are working in now').waitFor();
  expect(await page.title()).toBe('Error: Choose your role – CIS2 Desktop');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
  expect(await calls()).toEqual([]);
  await page.getByRole('radio', { name: /Practice Manager/ }).check();
  expect(await page.title()).toBe('Choose your role – CIS2 Desktop');
  await close();
});

it('offers a search above 5 roles only', async () => {
  const window = await renderer.open(chooseFrom(sixRoles.slice(0, 5)));
  expect(await window.page.getByRole('searchbox').count()).toBe(0);
  await window.show(chooseFrom(sixRoles));
  expect(await window.page.getByRole('searchbox').count()).toBe(1);
  await window.close();
});

it.each([
  ['practitioner', 3],
  ['valley practitioner', 1],
  ['z99901', 2],
  ['R1780', 1],
  ['   ', 6],
  ['dentist', 0],
])('finds roles by %j', async (query, count) => {
  const { page, close } = await renderer.open(chooseFrom(sixRoles));
  await page.getByRole('searchbox', { name: 'Search your roles' }).fill(query);
  await page.getByText(`Showing ${count} of 6 roles`).waitFor();
  expect(await page.getByRole('radio').count()).toBe(count);
  await close();
});

it('never sends a role that the search has hidden (HAZ-04)', async () => {
  const { page, calls, close } = await renderer.open(chooseFrom(sixRoles));
  await page.getByRole('radio', { name: /Practice Manager/ }).check();
  await page.getByRole('searchbox').fill('nurse');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  expect(await calls()).toEqual([]);
  await close();
});

it('keeps what has the focus clear of the header that stays in sight', async () => {
  const many = Array.from({ length: 9 }, (_, index) =>
    role(index, `Role ${index}`, 'R8001', 'Synthetic Surgery', `Z9${index}`),
  );
  const { page, close } = await renderer.open(chooseFrom(many), {
    context: { viewport: { width: 1024, height: 620 } },
  });
  await page.getByRole('radio').last().focus();
  for (let step = 0; step < many.length; step++) {
    await page.keyboard.press('ArrowUp');
    const focused = await page.locator(':focus').boundingBox();
    const masthead = await page.locator('.app-masthead').boundingBox();
    if (!focused || !masthead) throw new Error('nothing has the focus, or there is no masthead');
    expect(focused.y).toBeGreaterThanOrEqual(masthead.y + masthead.height);
  }
  await close();
});

describe('issue 5 line 1: the last role', () => {
  const lastRoleId = sixRoles[3]?.id ?? '';
  const checked = ({ page }: OpenWindow) => page.getByRole('radio', { checked: true });

  it('HAZ-04 is marked on a shared terminal, and never chosen beforehand', async () => {
    const window = await renderer.open(chooseFrom(sixRoles, { lastRoleId }), { appInfo: { profile: 'shared' } });
    expect(await window.page.getByRole('radio', { name: /Practice Manager.*Your last role here/ }).count()).toBe(1);
    expect(await checked(window).count()).toBe(0);
    await window.page.getByRole('button', { name: 'Continue', exact: true }).click();
    expect(await window.calls()).toEqual([]);
    await window.close();
  });

  it('is chosen beforehand on a personal desktop, also when it comes a moment later', async () => {
    const window = await renderer.open(chooseFrom(sixRoles), { appInfo: { profile: 'personal' } });
    expect(await checked(window).count()).toBe(0);
    await window.show(chooseFrom(sixRoles, { lastRoleId }));
    await checked(window).waitFor();
    await window.page.getByRole('button', { name: 'Continue', exact: true }).click();
    expect(await window.calls()).toEqual([{ name: 'chooseRole', input: { roleId: lastRoleId } }]);
    await window.close();
  });

  it('HAZ-04 does not take the place of what the person has picked meanwhile', async () => {
    const window = await renderer.open(chooseFrom(sixRoles), { appInfo: { profile: 'personal' } });
    await window.page.getByRole('radio', { name: /Nurse/ }).check();
    await window.show(chooseFrom(sixRoles, { lastRoleId }));
    await window.page.getByText('Your last role here').waitFor();
    expect(await checked(window).getAttribute('value')).toBe(sixRoles[5]?.id);
    await window.close();
  });

  it('HAZ-04 is not sent while the search hides it', async () => {
    const window = await renderer.open(chooseFrom(sixRoles, { lastRoleId }), { appInfo: { profile: 'personal' } });
    await checked(window).waitFor();
    await window.page.getByRole('searchbox').fill('nurse');
    await window.page.getByText('Showing 1 of 6 roles').waitFor();
    await window.page.getByRole('button', { name: 'Continue', exact: true }).click();
    expect(await window.calls()).toEqual([]);
    await window.close();
  });
});

describe('issue 5 line 1: roles that cannot be used here', () => {
  it('are behind a line that says how many, each with its reason and who can help', async () => {
    const { page, close } = await renderer.open(chooseFrom(sixRoles.slice(0, 2), { unusable: [notAllowed, notSetUp] }));
    expect(await page.getByText('This role is not allowed').isVisible()).toBe(false);
    await page.getByText('2 roles of yours cannot be used here').click();
    const items = page.locator('details').getByRole('listitem');
    expect(await items.nth(0).innerText()).toMatch(/Practice Manager.*R1780[^]*not allowed[^]*Registration Authority/);
    expect(await items.nth(1).innerText()).toMatch(/Nurse[^]*Z99902[^]*not set up[^]*local IT/);
    expect(await page.getByRole('radio').count()).toBe(2);
    await close();
  });

  it('have no line where there are none', async () => {
    const { page, close } = await renderer.open(chooseFrom(sixRoles.slice(0, 2)));
    expect(await page.locator('details').count()).toBe(0);
    await close();
  });
});

describe('issue 5 line 1: screen 9 has four faces, each naming who can help', () => {
  it.each([
    ['noUsableRole', 'You have no role in your Care Identity', /Registration Authority/, /R8000, R8001/],
    ['roleNotAllowed', 'Your role cannot be used here', /Registration Authority[^]*local IT/, /R8000, R8001/],
    ['organisationNotSetUp', 'Your organisation is not set up here', /local IT/, /Z99902/],
    ['rolesUnreadable', 'We could not read your roles', /local IT[^]*National Service Desk/, /USERINFO_MALFORMED/],
  ] as const)('%s', async (name, title, who, says) => {
    const { page, close } = await renderer.open(roleViews[name], { appInfo: { profile: 'personal' } });
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
    const text = await page.getByRole('main').innerText();
    const [, help = ''] = text.split('Who can help');
    expect(help).toMatch(who);
    expect(text).toMatch(says);
    for (const button of ['Log in again', 'Log out now', 'I am someone else']) {
      expect(await page.getByRole('button', { name: button, exact: true }).count(), button).toBe(1);
    }
    await close();
  });

  it('has code, correlation id and "Copy details" for the technical fault alone', async () => {
    const window = await renderer.open(roleViews.rolesUnreadable);
    expect(await window.page.getByText('00000000-5e57-4000-8000-000000000042').count()).toBe(1);
    await window.show(roleViews.noUsableRole);
    expect(await window.page.getByRole('button', { name: 'Copy details' }).count()).toBe(0);
    await window.close();
  });

  it('names no role codes where another role would not help', async () => {
    const { page, close } = await renderer.open(roleViews.organisationNotSetUp);
    expect(await page.getByText('Roles that can be used here').count()).toBe(0);
    await close();
  });
});

describe('issue 5 line 1: five hundred roles', () => {
  it('are searched by name, organisation, ODS code and role code', async () => {
    const { page, close } = await renderer.open(chooseFrom(fiveHundredRoles));
    for (const [query, count] of [
      ['nurse', 72],
      ['surgery q49q', 10],
      ['z10123', 1],
      ['R1123', 1],
      ['nurse q7q', 2],
    ] as const) {
      await page.getByRole('searchbox').fill(query);
      await page.getByText(`Showing ${count} of 500 roles`, { exact: true }).waitFor();
      expect(await page.getByRole('radio').count(), query).toBe(count);
    }
    await close();
  });

  /** How long (ms) a letter that takes most cards away, and its deletion, keep the page busy: the least of several tries. */
  async function letterMs(window: OpenWindow, letter: string): Promise<number> {
    const { page } = window;
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Performance.enable');
    const busySeconds = async () => {
      const { metrics } = await devTools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    };
    const box = page.getByRole('searchbox');
    const painted = () =>
      page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const tries: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      const before = await busySeconds();
      await box.press(letter);
      await page.getByText(/^Showing (\d+) of (?!\1 )/).waitFor();
      await painted();
      await box.press('Backspace');
      await page.getByText(/^Showing (\d+) of \1 roles/).waitFor();
      await painted();
      tries.push((await busySeconds()) - before);
    }
    return Math.min(...tries) * 1000;
  }

  it('make a letter no more than 6 times as slow as six do', async () => {
    const few = await renderer.open(chooseFrom(sixRoles));
    const fewMs = await letterMs(few, 'v');
    await few.close();
    const many = await renderer.open(chooseFrom(fiveHundredRoles));
    const manyMs = await letterMs(many, '3');
    await many.close();
    console.log(`a letter: ${fewMs.toFixed(1)} ms with 6 roles, ${manyMs.toFixed(1)} ms with 500`);
    expect(manyMs / fewMs).toBeLessThan(6);
  });
});
