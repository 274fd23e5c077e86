// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { pluralIn } from '../../preload/plural.ts';
import type { enLogin } from './en-login.ts';

const count = pluralIn('cy');
const opened = 'Rydym wedi agor tudalen yn eich porwr gwe.';

export const cyLogin: typeof enLogin = {
  starting: {
    title: 'Yn cychwyn CIS2 Desktop',
    text: 'Bydd hyn yn cymryd eiliad.',
  },

  setupProblem: {
    lead: 'Ni all neb fewngofnodi ar y cyfrifiadur hwn nes iddo gael ei drwsio.',
  },

  loggedOut: {
    title: 'Mewngofnodi i CIS2 Desktop',
    lead: 'Bydd eich porwr yn agor er mwyn i chi brofi pwy ydych chi. Yna byddwch yn dod yn ôl yma.',
    needTitle: 'Cyn i chi ddechrau',
    needLead: 'Bydd arnoch angen:',
    need: [
      'eich cerdyn clyfar, allwedd ddiogelwch, ffôn neu ffordd arall o fewngofnodi',
      'eich Care Identity eich hun: peidiwch byth â mewngofnodi ar ran rhywun arall',
    ],
    shared: 'Cyfrifiadur a rennir yw hwn. Allgofnodwch pan fyddwch yn ei adael.',
    smartcard: 'Os ydych yn defnyddio cerdyn clyfar, rhowch ef i mewn cyn mewngofnodi.',
  },

  openingBrowser: {
    title: 'Yn agor eich porwr',
    text: 'Rydym yn agor eich porwr gwe arferol. Bydd hyn yn cymryd ychydig eiliadau.',
  },

  waiting: {
    title: {
      login: 'Mewngofnodwch gan ddefnyddio eich porwr',
      unlock: 'Datglowch gan ddefnyddio eich porwr',
      stepUp: 'Profwch pwy ydych chi yn eich porwr',
      changeRole: 'Mewngofnodwch gan ddefnyddio eich porwr i ddewis eich rôl',
      renew: 'Mewngofnodwch eto gan ddefnyddio eich porwr',
    },
    lead: {
      login: `${opened} Gorffennwch fewngofnodi yno, yna dewch yn ôl i’r ffenestr hon.`,
      unlock: `${opened} Mewngofnodwch yno fel yr un person, yna dewch yn ôl i’r ffenestr hon.`,
      stepUp: `${opened} Mewngofnodwch yno gyda hyder uchel iawn (AAL3), yna dewch yn ôl i’r ffenestr hon.`,
      changeRole: `${opened} Mewngofnodwch yno fel yr un person. Os gofynnir i chi am rôl yno, dewiswch hi, yna dewch yn ôl i’r ffenestr hon.`,
      renew: `${opened} Mewngofnodwch yno fel yr un person, yna dewch yn ôl i’r ffenestr hon.`,
    },
    forAction: (action) => `Rydych yn gwneud hyn er mwyn parhau gyda: ${action}.`,
    kept: {
      login: null,
      unlock: null,
      stepUp: 'Ni chaiff dim ei wneud nes i chi ei gadarnhau yma.',
      changeRole: 'Mae eich sesiwn wedi’i chadw. Bydd eich rôl yn aros yr un fath nes i chi orffen.',
      renew: 'Mae eich sesiwn wedi’i chadw.',
    },
    smartcard:
      'Os ydych yn defnyddio cerdyn clyfar, rhowch ef i mewn cyn parhau. Bydd meddalwedd y GIG yn gofyn am eich cyfrin-god. Ni fydd CIS2 Desktop byth yn gofyn amdano.',
    nothingOpened: 'Os nad agorodd dim',
    nothingOpenedText: 'Ailagorwch y porwr, neu copïwch y ddolen a’i gludo mewn porwr arall ar y cyfrifiadur hwn.',
    privacy:
      'Ar gyfer y mewngofnodi hwn yn unig y mae’r ddolen, ac ar y cyfrifiadur hwn yn unig y mae’n gweithio. Peidiwch â’i hanfon at neb.',
    timeLeft: {
      minutes: (minutes) =>
        `Mae gennych tua ${minutes} ${count(minutes, { one: 'munud', two: 'funud', other: 'munud' })} ar ôl.`,
      seconds: (seconds) => `Mae gennych lai na ${seconds} eiliad ar ôl.`,
      none: 'Mae’r amser wedi dod i ben.',
    },
    noticeTitle: 'Daeth ateb na allem ei dderbyn',
    noticeStillWaiting: 'Nid oes dim wedi newid. Rydym yn dal i aros am yr ateb cywir.',
    announcement: 'Yn aros i chi orffen yn eich porwr.',
  },

  checkingLogin: {
    title: 'Yn gwirio eich mewngofnodi',
    text: 'Rydych yn ôl o’r porwr. Rydym yn gwneud yn siŵr bod popeth yn iawn.',
  },

  attemptFailed: {
    kept: {
      login: 'Nid ydych wedi mewngofnodi.',
      unlock: 'Mae CIS2 Desktop yn aros dan glo.',
      stepUp: 'Rydych yn dal wedi mewngofnodi fel o’r blaen. Ni chyflwynwyd dim.',
      changeRole: 'Rydych yn dal wedi mewngofnodi. Nid oes dim wedi newid yn eich rôl.',
      renew: 'Rydych yn dal wedi mewngofnodi fel o’r blaen.',
    },
  },
};
