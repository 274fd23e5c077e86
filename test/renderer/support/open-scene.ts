import type { Scene } from '../scenes.ts';
import type { OpenOptions, OpenWindow, Renderer } from './window.ts';

/** Opens a window that shows the scene, with what its person opened in it. */
export async function openScene(
  renderer: Pick<Renderer, 'open'>,
  scene: Scene,
  options: Pick<OpenOptions, 'context' | 'settings'> = {},
): Promise<OpenWindow> {
  const { view, appInfo, settings, answers } = scene;
  const window = await renderer.open(view, {
    ...(options.context && { context: options.context }),
    ...(appInfo && { appInfo }),
    settings: { ...settings, ...options.settings },
    ...(answers && { answers }),
  });
  await openWithin(window, scene);
  return window;
}

/** What the scene's person has opened in a window that shows its view, whole: some screens are loaded when they are asked for. */
export async function openWithin(window: OpenWindow, { page, opens }: Pick<Scene, 'page' | 'opens'>): Promise<void> {
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  if (page) {
    await leaveScreen(window, () => window.page.evaluate((name) => globalThis.window.fakeBridge.showPage(name), page));
  }
  if (opens) {
    const button = opens === 'activity' ? '[data-opens="activity"]' : `[data-action="${opens.form}"]`;
    await leaveScreen(window, () => window.page.locator(button).click());
  }
}

async function leaveScreen({ page }: OpenWindow, go: () => Promise<unknown>): Promise<void> {
  const before = await page.getByRole('heading', { level: 1 }).elementHandle();
  await go();
  await page.waitForFunction((heading) => {
    // The screen beneath a page is there still, and hidden.
    const shown = [...document.querySelectorAll('h1')].find((each) => each.checkVisibility());
    return shown !== undefined && shown !== heading;
  }, before);
}
