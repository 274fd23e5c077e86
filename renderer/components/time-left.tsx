import { useNow } from '../clock.ts';
import { words } from '../i18n/words.ts';

/**
 * A countdown in words. It is its own live region, so it changes only when there is something worth hearing: each minute,
 * then at 60, 40 and 20 seconds.
 */
export function TimeLeft({ untilMs }: { readonly untilMs: number }) {
  const seconds = Math.ceil((untilMs - useNow()) / 1000);
  return (
    <p role="status" className="app-time-left">
      {timeLeftText(seconds)}
    </p>
  );
}

function timeLeftText(seconds: number): string {
  const { timeLeft } = words.waiting;
  if (seconds <= 0) return timeLeft.none;
  if (seconds > 60) return timeLeft.minutes(Math.round(seconds / 60));
  return timeLeft.seconds(Math.ceil(seconds / 20) * 20);
}
