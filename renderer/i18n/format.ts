import type { ActionSummary, RoleView } from '../../preload/session-view.ts';

const locale = 'en-GB';
const timeOfDay = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const exactTime = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
const fullDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const minutes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
const seconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' });
const hours = new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', unitDisplay: 'long' });
const days = new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' });
const oneOf = new Intl.ListFormat(locale, { type: 'disjunction' });

function isSameDay(aMs: number, bMs: number) {
  return fullDate.format(aMs) === fullDate.format(bMs);
}

/** "09:12" today, "09:12 on 21 November" on any other day. */
export function time(atMs: number, nowMs = Date.now()): string {
  const clock = timeOfDay.format(atMs);
  return isSameDay(atMs, nowMs) ? clock : `${clock} on ${dayAndMonth.format(atMs)}`;
}

/** "at 09:12" today, "at 09:12 on 21 November" on any other day. */
export function moment(atMs: number, nowMs = Date.now()): string {
  return `at ${time(atMs, nowMs)}`;
}

/** "21 November 2026 at 09:12:05": for somebody who looks for the line in a log. */
export function exactMoment(atMs: number): string {
  return `${fullDate.format(atMs)} at ${exactTime.format(atMs)}`;
}

/** One unit, rounded down, as people say it: "40 seconds", "22 minutes", "3 hours", "2 days". */
export function duration(ageSeconds: number): string {
  if (ageSeconds < 60) return seconds.format(Math.max(0, Math.floor(ageSeconds)));
  if (ageSeconds < 2 * 3600) return minutes.format(Math.floor(ageSeconds / 60));
  if (ageSeconds < 48 * 3600) return hours.format(Math.floor(ageSeconds / 3600));
  return days.format(Math.floor(ageSeconds / 86_400));
}

/** To the second, as on a countdown: "1 minute 34 seconds", "2 minutes", "1 second". */
export function countdown(leftSeconds: number): string {
  const whole = Math.floor(leftSeconds / 60);
  const rest = leftSeconds % 60;
  const parts = [...(whole > 0 ? [minutes.format(whole)] : []), ...(rest > 0 ? [seconds.format(rest)] : [])];
  return parts.join(' ');
}

/** "15 minutes" */
export function inMinutes(count: number): string {
  return minutes.format(count);
}

/** "3 hours" */
export function inHours(count: number): string {
  return hours.format(count);
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
  return oneOf.format(items);
}

/** "Pretend Surgery (A83008)", or the ODS code alone where the name is not known. */
export function organisation(role: RoleView): string {
  return role.organisationName === null ? role.organisationCode : `${role.organisationName} (${role.organisationCode})`;
}

/** An action's label in the language on screen. */
export function label(labels: ActionSummary['label']): string {
  return labels.en;
}

/** "•••• 0104" on screen; the last four are enough to tell two people of one name apart. */
export function maskedUserId(userId: string): string {
  return `•••• ${lastFour(userId)}`;
}

export function lastFour(userId: string): string {
  return userId.slice(-4);
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** "1 January 1980" for `1980-01-01`. A FHIR date may lack its day or month, and is then shown as it is. */
export function calendarDay(isoDate: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(isoDate) && !Number.isNaN(Date.parse(isoDate))
    ? day.format(new Date(`${isoDate}T00:00:00Z`))
    : isoDate;
}
