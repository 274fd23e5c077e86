import { inputAtMs } from './input-time.ts';
import type { SessionStore } from './session-store.ts';

const reportEveryMs = 5000;
const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'touchmove'] as const;

type Input = PointerEvent | KeyboardEvent | WheelEvent | TouchEvent;

/**
 * Tells main that a person touches the app while somebody is logged in: at the first input, then at most every 5 s, and
 * always of the last one. What no hand did must not keep a session open (HAZ-02): events made by a script, the repeats of
 * a key that something lies on, and the moves that Chromium reports when the page shifts beneath a pointer at rest.
 */
export function listenForActivity(
  target: Pick<Window, 'addEventListener'>,
  store: Pick<SessionStore, 'getSnapshot' | 'subscribe' | 'noteActivity'>,
): void {
  let pointer: string | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let unreportedMs: number | undefined;

  const pause = () => {
    waiting = setTimeout(() => {
      waiting = undefined;
      if (unreportedMs !== undefined) report(unreportedMs);
    }, reportEveryMs);
  };
  const report = (atMs: number) => {
    unreportedMs = undefined;
    store.noteActivity({ inputAtMs: atMs });
    pause();
  };

  /** The first position only tells where the pointer is. */
  const hasMoved = ({ screenX, screenY }: PointerEvent) => {
    const before = pointer;
    pointer = `${screenX} ${screenY}`;
    return before !== undefined && before !== pointer;
  };
  const byHand = (event: Input) => {
    if (!event.isTrusted) return false;
    if (event instanceof KeyboardEvent) return !event.repeat;
    return event.type !== 'pointermove' || hasMoved(event as PointerEvent);
  };

  const listener = (event: Input) => {
    if (!byHand(event) || !somebodyIsIn(store)) return;
    const atMs = inputAtMs(event);
    if (waiting === undefined) report(atMs);
    else unreportedMs = atMs;
  };
  for (const input of inputs) target.addEventListener(input, listener, { passive: true, capture: true });

  // What one person did is never counted for the next.
  store.subscribe(() => {
    if (somebodyIsIn(store)) return;
    clearTimeout(waiting);
    waiting = undefined;
    unreportedMs = undefined;
  });
}

function somebodyIsIn(store: Pick<SessionStore, 'getSnapshot'>): boolean {
  const { view } = store.getSnapshot();
  return 'who' in view && view.who !== null;
}
