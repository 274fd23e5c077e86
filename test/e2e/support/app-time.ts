/**
 * Hours pass at once: in the app's main process, in its page, and in this process, in which the simulator lives. Nobody waits,
 * and nothing of it is the stand-in's: the same is done to real Electron.
 */
import type { LaunchedApp } from '../launch-app.ts';

type InTime = Pick<LaunchedApp, 'electronApp' | 'page'>;

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;

const realNow = Date.now.bind(Date);
let aheadMs = 0;

/** This process lives in the present again, and with it the simulator; an app that is still open does not. */
export function backToThePresent(): void {
  aheadMs = 0;
  Date.now = realNow;
}

/**
 * Moves the clocks of everybody by `ms`, back if it is negative, and lets the session look at them.
 *
 * @param how.idle how long ago (ms) somebody touched the app last; without it nobody has since before
 */
export async function passTime(app: InTime, ms: number, { idle }: { readonly idle?: number } = {}): Promise<void> {
  await moveClocks(app, ms, idle ?? Math.max(0, ms));
  await letSessionLook(app, idle);
}

/** Somebody works with the app for so long (ms), and pauses for three minutes at the most. */
export async function workFor(app: InTime, ms: number): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= 3 * minuteMs) {
    await passTime(app, Math.min(leftMs, 3 * minuteMs), { idle: 0 });
  }
}

/** Moves the clocks while nobody looks, as they move while a computer sleeps. */
export async function moveClocks({ electronApp, page }: InTime, ms: number, idleMs: number = ms): Promise<void> {
  aheadMs += ms;
  const moved = { aheadMs, idleMs };
  Date.now = () => realNow() + moved.aheadMs;
  // The page before main, which may give it a new one at once: for this page, and for those that come after it.
  await page.addInitScript(setPageClock, aheadMs);
  await page.evaluate(setPageClock, aheadMs);
  await electronApp.evaluate(({ powerMonitor }, { aheadMs: byMs, idleMs: untouchedMs }) => {
    const kept = globalThis as { realNow?: () => number };
    const real = (kept.realNow ??= Date.now.bind(Date));
    Date.now = () => real() + byMs;
    const touchedAtMs = Date.now() - untouchedMs;
    powerMonitor.getSystemIdleTime = () => Math.floor((Date.now() - touchedAtMs) / 1000);
  }, moved);
}

function setPageClock(byMs: number): void {
  Date.now = () => Math.floor(performance.timeOrigin + performance.now()) + byMs;
}

/** Every event makes the session look at the clock; this one tells of input, which is none where it was long ago. */
async function letSessionLook({ page }: InTime, idle: number | undefined): Promise<void> {
  try {
    await page.evaluate((idleMs) => {
      const bridge = Reflect.get(window, 'cis2') as { noteActivity(input: { inputAtMs: number }): Promise<unknown> };
      return bridge.noteActivity({ inputAtMs: idleMs === null ? 0 : Date.now() - idleMs });
    }, idle ?? null);
  } catch (error) {
    // What it saw may have led to a new page; or it had looked by itself, and this page was on its way out.
    if (!(error instanceof Error && error.message.includes('Execution context was destroyed'))) throw error;
  }
}

export type PowerEventName =
  'lock-screen' | 'unlock-screen' | 'suspend' | 'resume' | 'shutdown' | 'user-did-resign-active';

/** The computer does this. */
export async function emitPower(
  { electronApp }: Pick<LaunchedApp, 'electronApp'>,
  name: PowerEventName,
): Promise<void> {
  await electronApp.evaluate(({ powerMonitor }, event) => {
    (powerMonitor as unknown as NodeJS.EventEmitter).emit(event, { preventDefault: () => {} });
  }, name);
}
