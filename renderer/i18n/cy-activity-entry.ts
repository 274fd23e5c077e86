// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { enActivity } from './en-activity-entry.ts';

export const cyActivity: typeof enActivity = {
  activity: {
    open: 'Fy ngweithgarwch',
    title: 'Fy ngweithgarwch',
    back: 'Yn ôl i’ch sesiwn',
    reading: 'Yn darllen eich gweithgarwch…',
    unavailable: 'Nid oedd modd agor y dudalen hon. Caewch yr ap a’i gychwyn eto.',
  },
};
