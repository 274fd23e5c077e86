// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { cyLevelInSentence } from './cy-levels.ts';
import type { enHome } from './en-home.ts';

const memoryOnly: Record<Parameters<typeof enHome.home.memoryOnly>[0], string> = {
  unavailable: 'Ni ellir defnyddio storfa gyfrineiriau’r cyfrifiadur hwn.',
  locked: 'Mae storfa gyfrineiriau’r cyfrifiadur hwn dan glo.',
  slow: 'Ni wnaeth storfa gyfrineiriau’r cyfrifiadur hwn ateb mewn pryd.',
  tooLarge: 'Mae eich sesiwn yn rhy fawr i storfa gyfrineiriau’r cyfrifiadur hwn.',
};

export const cyHome: typeof enHome = {
  home: {
    title: 'Eich sesiwn',
    summaryTitle: 'Pwy sydd wedi mewngofnodi',
    name: 'Enw',
    userId: 'ID defnyddiwr CIS2',
    endingIn: (lastFour) => `wedi’i guddio, yn gorffen gyda ${lastFour}`,
    show: 'Dangos',
    hide: 'Cuddio',
    ofUserId: 'ID defnyddiwr CIS2',
    role: 'Rôl',
    organisation: 'Sefydliad',
    assurance: 'Sicrwydd',
    method: 'Dull',
    confirmed: 'Cadarnhawyd am',
    idleLimit: 'Heb weithgarwch',
    idle: {
      personal: (minutes) => `Cloi ar ôl ${minutes}`,
      shared: (minutes) => `Allgofnodi ar ôl ${minutes}`,
    },
    ends: 'Yn dod i ben am',
    actionsTitle: 'Beth allwch chi ei wneud',
    sensitive: 'Angen hyder uchel iawn (AAL3)',
    typedWork: (action) => `Mae gennych waith wedi’i deipio yn aros: ${action}`,
    continueWith: (action) => `Parhau gyda: ${action}`,
    noActions: 'Nid oes unrhyw weithredoedd wedi’u gosod ar gyfer y cyfrifiadur hwn.',
    smartcard: {
      personal: (keys) =>
        `Nid yw tynnu eich cerdyn clyfar yn eich allgofnodi. Pan fyddwch yn gadael y cyfrifiadur hwn, dewiswch “Cloi” neu pwyswch ${keys}.`,
      shared: (keys) =>
        `Nid yw tynnu eich cerdyn clyfar yn eich allgofnodi. Pan fyddwch yn gadael y cyfrifiadur hwn, dewiswch “Allgofnodi” neu pwyswch ${keys}.`,
    },
    memoryOnly: (reason) =>
      `${memoryOnly[reason]} Gallwch weithio fel arfer. Daw eich sesiwn i ben pan fyddwch yn cau CIS2 Desktop.`,
    announcement: (level) => `Rydych wedi mewngofnodi gyda ${cyLevelInSentence[level]}.`,
  },
};
