import type { SettingsView } from '../../../preload/settings.ts';
import type { Scene } from '../../../test/renderer/scenes.ts';
import { openWithin } from '../../../test/renderer/support/open-scene.ts';
import type { OpenWindow } from '../../../test/renderer/support/window.ts';

/** Of a long list Chromium lays out only what is in sight, and a picture has more in it than a window. */
function renderAll(): void {
  for (const card of document.querySelectorAll<HTMLElement>('.app-role-card')) card.style.contentVisibility = 'visible';
}

/** Brings a window that is open already to a scene, by way of the first screen of all: nothing of the last scene is left. */
export async function showScene(window: OpenWindow, scene: Scene, settings: SettingsView): Promise<void> {
  // Where it was pressed last, the next scene may have something that shows that a pointer is over it.
  await window.page.mouse.move(0, 0);
  await window.show({ kind: 'starting' });
  await window.page.evaluate(
    ([given, answers, problems, refusal]) => {
      const { fakeBridge } = globalThis.window;
      Object.assign(fakeBridge, { answers, problems, refusal });
      fakeBridge.send('settings', given);
    },
    [settings, scene.answers ?? {}, scene.problems ?? [], scene.refusal ?? null] as const,
  );
  await window.show(scene.view);
  await openWithin(window, scene);
  // Its last part comes in a script of its own.
  if (scene.page === 'about') await window.page.locator('.app-licences').waitFor();
  if (scene.presses) {
    // Beneath a page the buttons of the screen are there still, and hidden.
    await window.page.locator(scene.presses.button).filter({ visible: true }).first().click();
    await window.page.locator(scene.presses.brings).filter({ visible: true }).first().waitFor();
    await window.page.mouse.move(0, 0);
  }
  await window.page.evaluate(renderAll);
}
