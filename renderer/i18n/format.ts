import type { ActionSummary, RoleView } from '../../preload/session-view.ts';
import { language, words } from './words.ts';

/** Times as people say them, in the language on screen; how each is written stands in its catalogue, under `formats`. */

/** "09:12" today, "09:12 on 21 November" on any other day. */
export function time(atMs: number, nowMs = Date.now()): string {
  const { clock, clockOnDay, date } = words.formats;
  return date(atMs) === date(nowMs) ? clock(atMs) : clockOnDay(atMs);
}

/** "at 09:12" today, "at 09:12 on 21 November" on any other day. */
export function moment(atMs: number, nowMs = Date.now()): string {
  return words.formats.at(time(atMs, nowMs));
}

/** "21 November 2026 at 09:12:05": for somebody who looks for the line in a log. */
export function exactMoment(atMs: number): string {
  return words.formats.exact(atMs);
}

/** One unit, rounded down, as people say it: "40 seconds", "22 minutes", "3 hours", "2 days". */
export function duration(ageSeconds: number): string {
  const { seconds, minutes, hours, days } = words.formats;
  if (ageSeconds < 60) return seconds(Math.max(0, Math.floor(ageSeconds)));
  if (ageSeconds < 2 * 3600) return minutes(Math.floor(ageSeconds / 60));
  if (ageSeconds < 48 * 3600) return hours(Math.floor(ageSeconds / 3600));
  return days(Math.floor(ageSeconds / 86_400));
}

/** To the second, as on a countdown: "1 minute 34 seconds", "2 minutes", "1 second". */
export function countdown(leftSeconds: number): string {
  const { seconds, minutes } = words.formats;
  const whole = Math.floor(leftSeconds / 60);
  const rest = leftSeconds % 60;
  const parts = [...(whole > 0 ? [minutes(whole)] : []), ...(rest > 0 ? [seconds(rest)] : [])];
  return parts.join(' ');
}

/** "15 minutes" */
export function inMinutes(count: number): string {
  return words.formats.minutes(count);
}

/** "3 hours" */
export function inHours(count: number): string {
  return words.formats.hours(count);
}

/** "Ctrl+Shift+L" for `CommandOrControl+Shift+L`, as the keys are called on this computer. */
export function keysInWords(accelerator: string, isMac = navigator.userAgent.includes('Mac')): string {
  const names: Readonly<Record<string, string>> = isMac
    ? { CommandOrControl: 'Cmd', Alt: 'Option' }
    : { CommandOrControl: 'Ctrl' };
  return accelerator
    .split('+')
    .map((key) => names[key] ?? key)
    .join('+');
}

/** "Windows Hello, security key or smartcard" */
export function anyOf(items: readonly string[]): string {
  return words.formats.oneOf(items);
}

/** "Pretend Surgery (A83008)", or the ODS code alone where the name is not known. */
export function organisation(role: RoleView): string {
  return role.organisationName === null ? role.organisationCode : `${role.organisationName} (${role.organisationCode})`;
}

/** A label of policy's in the language on screen, or in English where policy has no other. */
export function label(labels: ActionSummary['label']): string {
  return labels[language] ?? labels.en;
}

/** "•••• 0104" on screen; the last four are enough to tell two people of one name apart. */
export function maskedUserId(userId: string): string {
  return `•••• ${lastFour(userId)}`;
}

export function lastFour(userId: string): string {
  return userId.slice(-4);
}

/** "1 January 1980" for `1980-01-01`. A FHIR date may lack its day or month, and is then shown as it is. */
export function calendarDay(isoDate: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(isoDate) && !Number.isNaN(Date.parse(isoDate))
    ? words.formats.calendarDay(Date.parse(`${isoDate}T00:00:00Z`))
    : isoDate;
}
