import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endReasons, lockReasons } from '../../preload/session-view.ts';
import { enFailures } from '../../renderer/i18n/en-failures.ts';
import { en } from '../../renderer/i18n/en.ts';
import { reasonViews } from './limit-views.ts';
import { startRenderer, type OpenWindow, type Renderer } from './support/window.ts';
import { viewNamed } from './views.ts';

let renderer: Renderer;
beforeAll(async () => {
  renderer = await startRenderer();
}, 60_000);
afterAll(() => renderer?.close());

const personal = { appInfo: { profile: 'personal' } } as const;
const textOf = ({ page }: OpenWindow) => page.locator('#app').innerText();

function reasonView(name: string) {
  const view = reasonViews[name];
  if (!view) throw new Error(`there is no view called ${name}`);
  return view;
}

describe('screen 19', () => {
  it('tells each end by a page of its own: what happened, when, what to do, and names nobody (HAZ-02)', async () => {
    const window = await renderer.open(viewNamed('homeAal2'), personal);
    for (const reason of endReasons) {
      await window.show(reasonView(`endedBy ${reason}`));
      const words = en.ended.reasons[reason];
      expect(await window.page.getByRole('heading', { level: 1 }).innerText()).toBe(words.title);
      const text = await textOf(window);
      for (const part of [words.happened('at 09:28'), words.whatToDo, en.ended.work.notLost])
        expect(text, reason).toContain(part);
      expect(text.includes('Your browser may still be logged in to CIS2.'), reason).toBe(words.browser);
      expect(await window.page.content(), reason).not.toContain('SYNTHETIC');
      const { violations } = await new AxeBuilder({ page: window.page }).analyze();
      expect(violations, reason).toEqual([]);
    }
    expect(window.faults).toEqual([]);
    await window.close();
  }, 60_000);

  it('HAZ-08 a shared terminal, which keeps nothing that was typed, does not say that nothing is lost', async () => {
    const window = await renderer.open(viewNamed('endedByUser'), { appInfo: { profile: 'shared' } });
    const text = await textOf(window);
    expect(text).toContain('What was typed and not sent is not kept on a shared computer.');
    expect(text).not.toContain('is lost');
    await window.close();
  });

  it('HAZ-08 says that typed work is lost, where it is', async () => {
    const window = await renderer.open(viewNamed('endedWithWorkLost'));
    const text = await textOf(window);
    expect(text).toContain('What was typed and not sent is lost.');
    expect(text).not.toContain('Nothing that was typed is lost.');
    await window.close();
  });
});

describe('screen 16', () => {
  it('says for each reason why it is locked, and until when it can be unlocked', async () => {
    const window = await renderer.open(viewNamed('locked'), personal);
    for (const reason of lockReasons) {
      await window.show(reasonView(`lockedBy ${reason}`));
      const text = await textOf(window);
      for (const part of [en.locked.because[reason]('at 09:25'), 'You can unlock it until 21:00.'])
        expect(text, reason).toContain(part);
    }
    await window.close();
  });

  it('has name and role large, to be read by whoever walks up, and not in the title', async () => {
    const window = await renderer.open(viewNamed('lockedLongNames'), personal);
    const name = window.page.getByText('Professor Maximiliana-Alexandrina SYNTHETIC-FEATHERSTONEHAUGH', {
      exact: true,
    });
    expect(Number.parseFloat(await name.evaluate((element) => getComputedStyle(element).fontSize))).toBe(28);
    expect(await window.page.title()).toBe('Locked – CIS2 Desktop');
    await window.close();
  });

  it('HAZ-08 says whether typed work comes back, and that someone else would end that', async () => {
    const window = await renderer.open(viewNamed('lockedWithWorkKept'), personal);
    const kept = await textOf(window);
    expect(kept).toContain('What you typed and did not send is kept for you. It comes back when you unlock.');
    expect(kept).toContain('What Sam SYNTHETIC typed and did not send will then be lost.');
    await window.show(viewNamed('locked'));
    const none = await textOf(window);
    expect(none).toContain('No typed work is waiting.');
    expect(none).not.toMatch(/kept|lost/);
    expect(none).toContain('If you are someone else, Sam SYNTHETIC is logged out');
    await window.close();
  });
});

describe('a session of before a restart', () => {
  it('is offered to its person by name, role and times, and not in the title', async () => {
    const window = await renderer.open(viewNamed('restorable'), personal);
    const text = await textOf(window);
    for (const part of [
      'Sam SYNTHETIC',
      'Nurse, Synthetic Park Surgery (Z99901)',
      'Logged in at 09:12. The session ends at 21:00.',
      'If you are someone else, Sam SYNTHETIC is logged out and you are asked to log in.',
    ])
      expect(text).toContain(part);
    expect(await window.page.title()).toBe('Continue your session – CIS2 Desktop');
    await window.close();
  });

  it('shows and tells that it is being continued, with the focus on it, and what came in the way', async () => {
    const window = await renderer.open(viewNamed('restorable'), personal);
    const { page } = window;
    await page.getByRole('button', { name: 'Continue as Sam SYNTHETIC' }).click();
    await window.show(viewNamed('continuing'));
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Checking that you can continue');
    expect(await page.getByRole('button', { name: /^Continue/ }).count()).toBe(0);

    await window.show(viewNamed('notDecided'));
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Continue your session');
    await page.getByRole('status').getByText('We could not find out whether you can continue').waitFor();
    const text = await page.getByRole('main').innerText();
    const failure = enFailures.PROVIDER_UNREACHABLE;
    for (const part of [failure.title, failure.happened, failure.whatToDo, 'PROVIDER_UNREACHABLE', 'you can try again'])
      expect(text).toContain(part);
    await window.close();
  });
});

it('HAZ-02 shows nothing of anybody behind a locked computer, and comes back where it was', async () => {
  const window = await renderer.open(viewNamed('actionOk'), personal);
  await window.show(viewNamed('blanked'));
  expect(await window.page.content()).not.toMatch(/SYNTHETIC|TESTPATIENT|Nurse|Z99901|999 000 0009/);
  expect(await window.page.title()).toBe('Hidden – CIS2 Desktop');
  expect(await window.page.getByRole('button').count()).toBe(0);
  await window.show(viewNamed('actionOk'));
  expect(await textOf(window)).toContain('TESTPATIENT');
  await window.close();
});
