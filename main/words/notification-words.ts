// Welsh: needs review by a Welsh speaker.
import { pluralIn } from '../../preload/plural.ts';
import type { Language } from '../../preload/settings.ts';

const english = pluralIn('en');
const welsh = pluralIn('cy');

interface Message {
  readonly title: string;
  readonly body: string;
}

/** Messages of the system (screen 23). No name and no role: they show on a locked screen, too. */
interface NotificationWords {
  readonly endNear: (minutes: number) => Message;
  /** Before a session is locked or logged out: left alone, or past a limit that policy has shortened. */
  readonly about: Readonly<Record<'idle' | 'policy', { readonly locked: Message; readonly loggedOut: Message }>>;
  readonly locked: Message;
  readonly ended: Message;
  readonly endedElsewhere: Message;
}

export const notificationWords: Readonly<Record<Language, NotificationWords>> = {
  en: {
    endNear: (minutes) => ({
      title: `Your session ends in ${english(minutes, { one: '1 minute', other: `${minutes} minutes` })}`,
      body: 'Finish your work. You can log in again afterwards.',
    }),
    about: {
      idle: {
        locked: {
          title: 'CIS2 Desktop is about to lock',
          body: 'There has been no activity. Open it to stay logged in.',
        },
        loggedOut: {
          title: 'You are about to be logged out',
          body: 'There has been no activity. Open CIS2 Desktop to stay logged in.',
        },
      },
      policy: {
        locked: {
          title: 'CIS2 Desktop is about to lock',
          body: 'Your organisation changed how long a session may last. Finish what you are doing.',
        },
        loggedOut: {
          title: 'You are about to be logged out',
          body: 'Your organisation changed how long a session may last. Finish what you are doing.',
        },
      },
    },
    locked: { title: 'CIS2 Desktop is locked', body: 'There was no activity. Open it to unlock.' },
    ended: { title: 'You are logged out', body: 'Open CIS2 Desktop to see why and to log in again.' },
    endedElsewhere: {
      title: 'You were logged out',
      body: 'Your session was ended from another place. Open CIS2 Desktop to see what happened.',
    },
  },
  cy: {
    endNear: (minutes) => ({
      title: `Daw eich sesiwn i ben mewn ${minutes} ${welsh(minutes, { one: 'munud', two: 'funud', other: 'munud' })}`,
      body: 'Gorffennwch eich gwaith. Gallwch fewngofnodi eto wedyn.',
    }),
    about: {
      idle: {
        locked: {
          title: 'Mae CIS2 Desktop ar fin cloi',
          body: 'Ni fu unrhyw weithgarwch. Agorwch ef i aros wedi mewngofnodi.',
        },
        loggedOut: {
          title: 'Rydych ar fin cael eich allgofnodi',
          body: 'Ni fu unrhyw weithgarwch. Agorwch CIS2 Desktop i aros wedi mewngofnodi.',
        },
      },
      policy: {
        locked: {
          title: 'Mae CIS2 Desktop ar fin cloi',
          body: 'Newidiodd eich sefydliad pa mor hir y gall sesiwn bara. Gorffennwch yr hyn rydych yn ei wneud.',
        },
        loggedOut: {
          title: 'Rydych ar fin cael eich allgofnodi',
          body: 'Newidiodd eich sefydliad pa mor hir y gall sesiwn bara. Gorffennwch yr hyn rydych yn ei wneud.',
        },
      },
    },
    locked: { title: 'Mae CIS2 Desktop wedi’i gloi', body: 'Ni fu unrhyw weithgarwch. Agorwch ef i’w ddatgloi.' },
    ended: {
      title: 'Rydych wedi allgofnodi',
      body: 'Agorwch CIS2 Desktop i weld pam ac i fewngofnodi eto.',
    },
    endedElsewhere: {
      title: 'Cawsoch eich allgofnodi',
      body: 'Daethpwyd â’ch sesiwn i ben o le arall. Agorwch CIS2 Desktop i weld beth ddigwyddodd.',
    },
  },
};
