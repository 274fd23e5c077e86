// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { cyLevelInSentence } from './cy-levels.ts';
import type { enOutcomes } from './en-outcomes.ts';

/** FHIR administrative gender, R4. */
const genders: Readonly<Record<string, string>> = {
  male: 'Gwryw',
  female: 'Benyw',
  other: 'Arall',
  unknown: 'Ddim yn hysbys',
};

export const cyOutcomes: typeof enOutcomes = {
  insufficient: {
    stillNeeded: (action) => `Nid yw “${action}” wedi’i wneud. Ni chyflwynwyd dim.`,
    nothingDone: 'Nid oes dim wedi newid. Mae eich sesiwn fel yr oedd.',
    used: 'Beth ddefnyddioch chi',
    needed: 'Beth sydd ei angen',
    neededFresh: 'Mewngofnodi newydd, wedi’i wneud nawr',
    tryOne: 'Gallwch roi cynnig arall arni gydag un o’r rhain:',
    cannotTitle: 'Os nad oes gennych yr un o’r rhain',
    cannot:
      'Ni allwch wneud hyn yma heddiw. Ewch yn ôl i’ch sesiwn, neu gofynnwch i gydweithiwr sy’n gallu ei wneud gyda’i Care Identity ei hun. Gall eich Awdurdod Cofrestru (Registration Authority) roi ffordd i chi fewngofnodi gyda hyder uchel iawn (AAL3).',
  },

  otherPerson: {
    title: 'Nid hwn yw’r person a oedd wedi mewngofnodi',
    lead: 'Mewngofnododd person arall pan ofynnwyd am fewngofnodi. Ni chyflwynwyd dim.',
    leadLocked: 'Mewngofnododd person arall pan ofynnwyd am fewngofnodi i ddatgloi. Ni ddatglowyd dim.',
    lockedFor: 'Dan glo ar gyfer',
    here: 'Wedi mewngofnodi yma',
    came: 'Newydd fewngofnodi yn y porwr',
    switchMeans: (here, other) =>
      `Os byddwch yn newid, caiff ${here} ei allgofnodi yma a gofynnir i ${other} fewngofnodi eto.`,
    backMeans: (here) => `Os ewch yn ôl, bydd ${here} yn aros wedi mewngofnodi ac ni fydd dim yn newid.`,
    backMeansLocked: (here) => `Os ewch yn ôl, bydd yn aros dan glo ar gyfer ${here}.`,
  },

  confirmAction: {
    title: (action) => `Gwiriwch a chadarnhewch: ${action}`,
    levelNow: (level) => `Rydych nawr wedi mewngofnodi gyda ${cyLevelInSentence[level]}.`,
    lead: 'Nid oes dim wedi’i anfon eto. Gwiriwch mai dyma beth rydych am ei wneud, yn y rôl gywir.',
    action: 'Gweithred',
    person: 'Gwneir gan',
    role: 'Yn rôl',
    organisation: 'Yn',
    assurance: 'Lefel sicrwydd',
    recorded: 'Pan fyddwch yn cadarnhau, caiff y weithred ei hanfon unwaith a’i chofnodi yn erbyn eich enw a’ch rôl.',
  },

  sendingAction: {
    title: (action) => `Yn anfon: ${action}`,
    text: 'Rydym yn aros am y gwasanaeth cenedlaethol. Peidiwch â chau’r ffenestr hon.',
  },

  actionDone: {
    ok: (action) => `${action}: wedi’i wneud`,
    reference: 'Os oes angen cymorth arnoch, dyfynnwch ID y cais hwn:',
    resultTitle: 'Canlyniad',
    rows: {
      patientName: 'Enw’r claf',
      nhsNumber: 'Rhif GIG',
      dateOfBirth: 'Dyddiad geni',
      gender: 'Rhywedd',
      prescription: 'Presgripsiwn',
      reference: 'Cyfeirnod',
      message: 'Ateb',
    },
    gender: (code) => genders[code] ?? code,
    unknownTitle: 'Nid ydym yn gwybod a gafodd hyn ei wneud',
    unknownLead: 'Gwiriwch cyn i chi ei ailadrodd.',
    asked: (action) => `Gofynnoch am: ${action}.`,
    announcement: { ok: 'Cafodd y weithred ei gwneud.', refused: 'Mae problem.' },
  },
};
