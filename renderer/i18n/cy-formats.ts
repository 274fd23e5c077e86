// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { pluralIn } from '../../preload/plural.ts';
import type { enFormats } from './en-formats.ts';

/**
 * By hand, since the Chromium of the window has no dates, units or lists in Welsh and would write them in English without a
 * word; a test holds them equal to those of CLDR. The digits of a time are the same in both languages.
 */
const months = [
  'Ionawr',
  'Chwefror',
  'Mawrth',
  'Ebrill',
  'Mai',
  'Mehefin',
  'Gorffennaf',
  'Awst',
  'Medi',
  'Hydref',
  'Tachwedd',
  'Rhagfyr',
] as const;
const digits = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const clock = new Intl.DateTimeFormat('en-GB', digits);
const exactClock = new Intl.DateTimeFormat('en-GB', { ...digits, second: '2-digit' });
const count = pluralIn('cy');

const dayAndMonth = (at: Date) => `${at.getDate()} ${months[at.getMonth()]}`;
const date = (at: Date) => `${dayAndMonth(at)} ${at.getFullYear()}`;

export const cyFormats: typeof enFormats = {
  clock: (atMs) => clock.format(atMs),
  date: (atMs) => date(new Date(atMs)),
  clockOnDay: (atMs) => `${clock.format(atMs)} ar ${dayAndMonth(new Date(atMs))}`,
  at: (time) => `am ${time}`,
  exact: (atMs) => `${date(new Date(atMs))} am ${exactClock.format(atMs)}`,
  calendarDay: (midnightMs) => {
    const day = new Date(midnightMs);
    return `${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  },
  seconds: (seconds) => `${seconds} eiliad`,
  minutes: (minutes) => `${minutes} ${count(minutes, { one: 'munud', two: 'funud', other: 'munud' })}`,
  hours: (hours) => `${hours} awr`,
  days: (days) => `${days} ${count(days, { one: 'diwrnod', two: 'ddiwrnod', other: 'diwrnod' })}`,
  oneOf: (items) =>
    items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} neu ${items[items.length - 1]}`,
};
