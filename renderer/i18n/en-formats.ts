const locale = 'en-GB';
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const exactClock = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const dateOnly = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
const oneOf = new Intl.ListFormat(locale, { type: 'disjunction' });
const spanOf = (unit: 'second' | 'minute' | 'hour' | 'day') => {
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return (count: number) => format.format(count);
};

/** How dates, times, spans and lists are written. Times are those of this computer, in ms since the epoch. */
export const enFormats = {
  /** "09:12" */
  clock: (atMs: number) => clock.format(atMs),
  /** "21 November 2026" */
  date: (atMs: number) => date.format(atMs),
  /** "09:12 on 21 November" */
  clockOnDay: (atMs: number) => `${clock.format(atMs)} on ${dayAndMonth.format(atMs)}`,
  /** "at 09:12", of what `clock` or `clockOnDay` wrote */
  at: (time: string) => `at ${time}`,
  /** "21 November 2026 at 09:12:05" */
  exact: (atMs: number) => `${date.format(atMs)} at ${exactClock.format(atMs)}`,
  /** "1 January 1980", of midnight UTC: a day of the calendar, whatever the time zone */
  calendarDay: (midnightMs: number) => dateOnly.format(midnightMs),
  /** "1 second", "2 seconds" */
  seconds: spanOf('second'),
  minutes: spanOf('minute'),
  hours: spanOf('hour'),
  days: spanOf('day'),
  /** "Windows Hello, security key or smartcard" */
  oneOf: (items: readonly string[]) => oneOf.format(items),
};
