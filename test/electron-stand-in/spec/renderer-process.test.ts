import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { RendererProcess } from '../api/renderer-process.ts';
import { CdpConnection } from '../chromium/connection.ts';

/** A page whose renderer names what it makes as told, and does not answer while it is told nothing. */
function pageNaming(names: readonly string[]) {
  const [toChromium, fromChromium] = [new PassThrough(), new PassThrough()];
  const connection = new CdpConnection(toChromium, fromChromium);
  /** Later, as an answer from another process comes. */
  const say = (message: object) => setImmediate(() => fromChromium.write(`${JSON.stringify(message)}\0`));
  const left = [...names];
  toChromium.on('data', (data: Buffer) => {
    for (const command of data.toString().split('\0').slice(0, -1)) {
      const { id, method } = JSON.parse(command) as { id: number; method: string };
      if (method !== 'DOM.performSearch') say({ id, result: {} });
      else if (left.length > 0) say({ id, result: { searchId: left.shift() } });
    }
  });
  return { renderer: new RendererProcess(connection.root), close: () => fromChromium.destroy() };
}

test('is the process that the page names, also where ids have started again from the lowest', async () => {
  const { renderer } = pageNaming(['32760.0', '301.7']);
  expect(renderer.pid).toBe(0);
  await renderer.refresh();
  expect(renderer.pid).toBe(32760);
  await renderer.refresh();
  expect(renderer.pid).toBe(301);
});

test('is none, and keeps nobody waiting, once the renderer has crashed', async () => {
  const { renderer } = pageNaming(['32760.0']);
  await renderer.refresh();
  const refreshed = renderer.refresh();
  renderer.gone();
  await refreshed;
  expect(renderer.pid).toBe(0);
});

test('fails nobody when the page closes', async () => {
  const { renderer, close } = pageNaming([]);
  const refreshed = renderer.refresh();
  close();
  await expect(refreshed).resolves.toBeUndefined();
  await expect(renderer.refresh()).resolves.toBeUndefined();
});

test('fails where Chromium names things otherwise, instead of guessing', async () => {
  const { renderer } = pageNaming(['search-1']);
  await expect(renderer.refresh()).rejects.toThrow('no process id in what Chromium named search-1');
});
