// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { cyLevelInSentence as levels } from './cy-levels.ts';
import type { enActions } from './en-actions.ts';

const changeRole = 'ewch yn ôl a dewis “Newid rôl”.';
const registrationAuthority = 'Os dylai fod gennych, gofynnwch i’ch Awdurdod Cofrestru (Registration Authority).';

export const cyActions: typeof enActions = {
  actionBlocked: {
    title: 'Profwch pwy ydych chi i barhau',
    cannotTitle: 'Ni allwch wneud hyn gyda’r mewngofnodi hwn',
    toDo: (action) => `Rydych am wneud: ${action}`,
    askedByService:
      'Ni dderbyniodd y gwasanaeth cenedlaethol y mewngofnodi sydd gennych nawr, ac ni wnaeth ddim. Profwch pwy ydych chi eto, ac yna cadarnhewch eto.',
    level: ({ required, actual }) =>
      required < actual
        ? `Dim ond i fewngofnodi gyda ${levels[required]} y mae’r weithred hon ar agor. Rydych wedi mewngofnodi gyda ${levels[actual]}. I’w gwneud, allgofnodwch a mewngofnodwch eto ar y lefel honno.`
        : `Mae angen ${levels[required]} ar y weithred hon. Rydych wedi mewngofnodi gyda ${levels[actual]}.`,
    freshness: ({ age, maxAge }) =>
      `Gwnaethoch brofi pwy ydych chi ddiwethaf ${age} yn ôl. Ar gyfer y weithred hon rhaid iddo fod dim mwy na ${maxAge} yn ôl.`,
    identityLevel: ({ required, actual }) =>
      `Gwiriwyd eich hunaniaeth ar lefel ${actual}. Mae angen lefel ${required} ar y weithred hon. Gofynnwch i’ch Awdurdod Cofrestru (Registration Authority) ei gwirio eto.`,
    role: (codes, current) =>
      `Mae’r weithred hon ar gyfer pobl mewn rôl arall (${codes}). Rydych yn gweithio fel ${current}. Os oes gennych rôl o’r fath, ${changeRole} ${registrationAuthority}`,
    activity: (codes, current) =>
      `Mae angen gweithgaredd (${codes}) ar y weithred hon nad yw eich rôl, ${current}, yn ei gynnwys. Os oes rôl arall gennych sy’n ei gynnwys, ${changeRole} ${registrationAuthority}`,
    access: 'Mae eich mynediad at wasanaethau cenedlaethol wedi dod i ben. Mewngofnodwch eto i’w adnewyddu.',
    useOne: 'Gallwch ddefnyddio un o’r rhain:',
    untilConfirmed: 'Ni chaiff dim ei wneud nes i chi ddod yn ôl a’i gadarnhau.',
    nothingDone: 'Ni wnaed dim.',
  },

  keptWork: 'Mae’r hyn a deipioch wedi’i gadw.',

  opening: {
    hint: 'Yn agor yn eich porwr',
    confirmLead: 'Nid oes dim wedi’i agor eto. Gwiriwch mai dyma rydych am ei wneud, yn y rôl gywir.',
    recorded:
      'Pan fyddwch yn cadarnhau, bydd tudalen yn agor yn eich porwr, a chaiff hynny ei gofnodi yn erbyn eich enw a’ch rôl.',
    title: (action) => `Yn agor: ${action}`,
    text: 'Rydym yn agor tudalen yn eich porwr. Bydd hyn yn cymryd ychydig eiliadau.',
    ok: (action) => `${action}: wedi’i agor yn eich porwr`,
    goOn: 'Ewch ymlaen yno. Os na allwch weld y dudalen, chwiliwch am ffenestr eich porwr.',
    announcement: 'Agorwyd y dudalen yn eich porwr.',
  },

  waitingActions: {
    mayJoinTitle: 'Gallwch ychwanegu gweithred arall at y mewngofnodi hwn',
    mayJoinText: 'Byddwch yn cadarnhau pob un ar wahân.',
    add: (action) => `Ychwanegu: ${action}`,
    alsoWaiting: 'Mae’r rhain yn aros am yr un mewngofnodi:',
    askedNext: (actions) => `Ar ôl yr un yma byddwn yn gofyn i chi am: ${actions.join(', ')}.`,
    notFilledIn: 'Nid yw’r weithred honno wedi’i llenwi eto. Ewch yn ôl a’i hagor yn gyntaf.',
  },

  unresolved: {
    title: 'Nid ydym yn gwybod a gafodd hyn ei wneud',
    asked: (action, when) =>
      `Gofynnoch am “${action}” ${when}, ac ni ddaeth ateb cyflawn. Gwiriwch cyn i chi ei ailadrodd.`,
    haveChecked: 'Rwyf wedi gwirio',
  },

  freshness: {
    askedAgain: (when) => `, gofynnir eto ar ôl ${when}`,
  },
};
