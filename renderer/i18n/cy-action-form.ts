// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { enActionForm } from './en-action-form.ts';

const faults: typeof enActionForm.faults = {
  missing: ({ kind, label }) => (kind === 'choice' ? `Dewiswch ateb: ${label}` : `Llenwch: ${label}`),
  tooLong: ({ label, maxLength }) => `${label}: defnyddiwch hyd at ${maxLength} nod`,
  malformed: ({ kind, label }) =>
    kind === 'nhsNumber'
      ? `${label}: rhowch rif GIG dilys, sydd â 10 digid`
      : `${label}: tynnwch y nodau na ellir eu hanfon. Teipiwch ef yn lle ei ludo`,
  notAChoice: ({ label }) => `Dewiswch un o’r atebion: ${label}`,
  unknownField: () => 'Mae’r ffurflen hon wedi newid. Ewch yn ôl, ac agorwch y weithred eto',
};

export const cyActionForm: typeof enActionForm = {
  errorTitle: 'Mae problem',
  errorPrefix: 'Gwall: ',
  faults,
  optional: (label) => `${label} (dewisol)`,
  characters: (count) => `Hyd at ${count} nod.`,
  nhsNumber: '10 digid, er enghraifft 900 000 0009.',
  choose: 'Dewiswch ateb',
  notKept:
    'Ni chaiff yr hyn rydych yn ei deipio yma ei gadw pan fyddwch yn mynd yn ôl neu’n allgofnodi: cyfrifiadur a rennir yw hwn.',
  kept: 'Caiff yr hyn rydych yn ei deipio ei gadw nes i chi allgofnodi.',
};
