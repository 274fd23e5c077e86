import { useNow } from '../clock.ts';
import { inHours, inMinutes } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';

/** Until the session ends whatever anybody does: in hours, and in minutes from an hour down. Never more than there is. */
export function SessionTimeLeft({ endsAtMs }: { readonly endsAtMs: number }) {
  return <span>{sessionLeft(endsAtMs - useNow())}</span>;
}

function sessionLeft(leftMs: number): string {
  const { about, exactly, lessThanAMinute, none } = words.screens.sessionLeft;
  const minutes = Math.floor(leftMs / 60_000);
  if (leftMs <= 0) return none;
  if (minutes < 1) return lessThanAMinute;
  return minutes <= 60 ? exactly(inMinutes(minutes)) : about(inHours(Math.floor(minutes / 60)));
}
