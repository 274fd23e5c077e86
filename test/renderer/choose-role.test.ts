import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SessionView } from '../../preload/session-view.ts';
import { startRenderer, type Renderer } from './support/window.ts';
import { role, sixRoles, withoutRole } from './fixtures.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const chooseFrom = (roles: readonly (typeof sixRoles)[number][]): SessionView => ({
  kind: 'chooseRole',
  who: withoutRole,
  roles: [...roles],
});

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
