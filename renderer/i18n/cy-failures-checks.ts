// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import {
  localIt,
  localItOrServiceDesk,
  registrationAuthority,
  nobodyNeeded,
  tryAgain,
  notLoggedIn,
  answerNotTrusted,
} from './cy-failure-phrases.ts';
import type { enCheckFailures } from './en-failures-checks.ts';

export const cyCheckFailures: typeof enCheckFailures = {
  ID_TOKEN_SIGNATURE: {
    title: 'Ni allem brofi bod y mewngofnodi’n ddilys',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  ID_TOKEN_ALGORITHM: {
    title: 'Diogelwyd y mewngofnodi mewn ffordd nad ydym yn ei derbyn',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  ID_TOKEN_ISSUER: {
    title: 'Cyhoeddwyd y mewngofnodi gan wasanaeth nad ydym yn ei adnabod',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  ID_TOKEN_AUDIENCE: {
    title: 'Ar gyfer rhaglen arall yr oedd y mewngofnodi',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  ID_TOKEN_NONCE: {
    title: 'Nid yw’r mewngofnodi’n cyfateb i’r un y gwnaethoch ei ddechrau',
    happened: answerNotTrusted,
    whatToDo: 'Caewch hen dabiau mewngofnodi yn eich porwr, yna rhowch gynnig arall arni.',
    whoCanHelp: localIt,
  },
  ID_TOKEN_EXPIRED: {
    title: 'Roedd y mewngofnodi eisoes wedi dod i ben pan gyrhaeddodd ni',
    happened: 'Gall hyn ddigwydd pan fo cloc y cyfrifiadur hwn yn anghywir.',
    whatToDo: 'Gwiriwch y dyddiad a’r amser ar y cyfrifiadur hwn, yna rhowch gynnig arall arni.',
    whoCanHelp: localIt,
  },
  ID_TOKEN_CLOCK: {
    title: 'Nid yw’r clociau’n cytuno',
    happened: 'Mae’r amser ar y cyfrifiadur hwn a’r amser yn y gwasanaeth mewngofnodi yn rhy bell oddi wrth ei gilydd.',
    whatToDo: 'Gwiriwch y dyddiad a’r amser ar y cyfrifiadur hwn, yna rhowch gynnig arall arni.',
    whoCanHelp: localIt,
  },
  ID_TOKEN_MALFORMED: {
    title: 'Roedd rhan o’r mewngofnodi ar goll',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
  ACCESS_TOKEN_HASH: {
    title: 'Nid yw rhannau’r mewngofnodi yn perthyn i’w gilydd',
    happened: answerNotTrusted,
    whatToDo: tryAgain,
    whoCanHelp: localIt,
  },
  USERINFO_SUBJECT: {
    title: 'Mae’r manylion a gawsom yn perthyn i berson arall',
    happened: `Nid yw’r mewngofnodi a’r manylion personol yn cyfateb. ${notLoggedIn}`,
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
  USERINFO_MALFORMED: {
    title: 'Ni allem ddarllen eich manylion',
    happened:
      'Gwnaethoch brofi pwy ydych chi, ond ni ddaeth eich enw na’ch rolau yn ôl ar ffurf y gallwn ei defnyddio.',
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
  LEVEL_UNKNOWN: {
    title: 'Ni allem weld pa mor gryf y gwnaethoch fewngofnodi',
    happened: `Ni nododd y mewngofnodi lefel sicrwydd rydym yn ei hadnabod. ${notLoggedIn}`,
    whatToDo: 'Rhowch gynnig arall arni. Os gallwch, defnyddiwch ffordd arall o fewngofnodi.',
    whoCanHelp: localItOrServiceDesk,
  },
  LEVEL_TOO_LOW: {
    title: 'Mae angen ffordd gryfach o fewngofnodi',
    happened: 'Nid yw’r ffordd y gwnaethoch fewngofnodi yn cyrraedd y lefel sydd ei hangen yma.',
    whatToDo:
      'Rhowch gynnig arall arni a dewiswch ffordd gryfach o fewngofnodi, fel eich cerdyn clyfar neu allwedd ddiogelwch.',
    whoCanHelp: registrationAuthority,
  },
  IDENTITY_LEVEL_UNKNOWN: {
    title: 'Ni allem weld sut y gwiriwyd eich hunaniaeth',
    happened: `Ni nododd y mewngofnodi lefel hunaniaeth rydym yn ei hadnabod. ${notLoggedIn}`,
    whatToDo: 'Gofynnwch i’ch Awdurdod Cofrestru (Registration Authority) wirio eich Care Identity.',
    whoCanHelp: registrationAuthority,
  },
  IDENTITY_LEVEL_TOO_LOW: {
    title: 'Mae angen gwirio eich hunaniaeth i lefel uwch',
    happened: 'Nid yw eich Care Identity wedi’i gwirio i’r lefel sydd ei hangen yma.',
    whatToDo:
      'Gofynnwch i’ch Awdurdod Cofrestru (Registration Authority) wirio eich hunaniaeth. Dewch â’ch dogfennau adnabod.',
    whoCanHelp: registrationAuthority,
  },
  IDENTITY_LEVEL_CONFLICT: {
    title: 'Cawsom 2 ateb gwahanol am eich hunaniaeth',
    happened: `Mae’r mewngofnodi a’ch manylion yn nodi lefelau hunaniaeth gwahanol. ${notLoggedIn}`,
    whatToDo:
      'Rhowch gynnig arall arni. Os bydd yn digwydd eto, gofynnwch i’ch Awdurdod Cofrestru (Registration Authority) wirio eich Care Identity.',
    whoCanHelp: registrationAuthority,
  },
  AUTH_TIME_MISSING: {
    title: 'Ni allem weld pryd y gwnaethoch brofi pwy ydych chi',
    happened: `Ni ddywedodd y mewngofnodi pryd y cafodd ei wneud. ${notLoggedIn}`,
    whatToDo: tryAgain,
    whoCanHelp: localItOrServiceDesk,
  },
  AUTH_TIME_STALE: {
    title: 'Aeth gormod o amser heibio ar ôl i chi brofi pwy ydych chi',
    happened:
      'Cymerodd y dewis ormod o amser, neu defnyddiodd y porwr fewngofnodi cynharach. Er diogelwch dim ond mewngofnodi sydd ychydig funudau oed rydym yn ei dderbyn.',
    whatToDo:
      'Rhowch gynnig arall arni. Ar ôl i chi ddefnyddio eich cerdyn, eich allwedd neu’ch ffôn, dewiswch eich rôl a dewch yn syth yn ôl yma.',
    whoCanHelp: nobodyNeeded,
  },
  PERSON_MISMATCH: {
    title: 'Nid hwn yw’r person a oedd wedi mewngofnodi',
    happened: 'Mewngofnododd person arall pan ofynnwyd amdanoch chi. Ni wnaethom ddefnyddio ei fewngofnodi.',
    whatToDo:
      'Rhowch gynnig arall arni gyda’ch Care Identity eich hun. Gwiriwch gerdyn clyfar pwy sydd yn y darllenydd.',
    whoCanHelp: nobodyNeeded,
  },
  ROLE_NOT_HELD: {
    title: 'Nid oes gennych y rôl yr oeddech yn gweithio ynddi mwyach',
    happened: 'Pan wnaethoch fewngofnodi eto, nid oedd eich rôl ymhlith y rhai a ddaeth yn ôl.',
    whatToDo: 'Ewch yn ôl a newidiwch eich rôl, neu allgofnodwch a mewngofnodwch eto.',
    whoCanHelp: registrationAuthority,
  },
  ROLE_UNKNOWN: {
    title: 'Enwodd y gwasanaeth mewngofnodi rôl nad oes gennych',
    happened:
      'Nid yw’r rôl a ddewiswyd ymhlith y rolau a ddaeth gyda hi, felly ni allwn weld ym mha un rydych yn gweithio.',
    whatToDo: 'Mewngofnodwch eto, a dewiswch eich rôl eto.',
    whoCanHelp: registrationAuthority,
  },
  AUTH_TIME_EARLIER: {
    title: 'Atebodd y porwr gyda mewngofnodi hŷn',
    happened: 'Gwnaed y mewngofnodi a ddaeth yn ôl cyn yr un rydych yn gweithio gydag ef. Ni wnaethom ei ddefnyddio.',
    whatToDo:
      'Caewch bob ffenestr o’ch porwr, yna rhowch gynnig arall arni. Mewngofnodwch pan fydd y porwr yn gofyn i chi.',
    whoCanHelp: nobodyNeeded,
  },
};
