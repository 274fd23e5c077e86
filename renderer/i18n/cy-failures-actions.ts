// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { localIt, localItOrServiceDesk, registrationAuthority, nobodyNeeded } from './cy-failure-phrases.ts';
import type { enActionFailures } from './en-failures-actions.ts';

export const cyActionFailures: typeof enActionFailures = {
  ACTION_EXPIRED: {
    title: 'Gwnaethoch aros yn rhy hir cyn cadarnhau',
    happened: 'Nid yw’r cadarnhad yn ddilys mwyach. Ni anfonwyd dim.',
    whatToDo: 'Ewch yn ôl a dechreuwch y weithred eto.',
    whoCanHelp: nobodyNeeded,
  },
  ACTION_NOT_AUDITED: {
    title: 'Ni allem gofnodi’r weithred hon, felly ni wnaethom hi',
    happened:
      'Rhaid ysgrifennu pob gweithred yn y cofnod archwilio yn gyntaf. Nid oedd hynny’n bosibl. Ni anfonwyd dim.',
    whatToDo: 'Ewch yn ôl a rhowch gynnig arall arni. Os na all y claf hwn aros, dilynwch eich gweithdrefn leol.',
    whoCanHelp: 'Eich desg gymorth TG leol. Efallai fod y ddisg yn llawn neu wedi’i diogelu.',
  },
  ACTION_INPUT_INVALID: {
    title: 'Ni ellir defnyddio rhywbeth a lenwyd',
    happened: 'Nid yw un o’r meysydd ar y ffurf gywir. Ni anfonwyd dim.',
    whatToDo: 'Ewch yn ôl, cywirwch ef, a dechreuwch y weithred eto.',
    whoCanHelp: nobodyNeeded,
  },
  ACTION_ADDRESS_REFUSED: {
    title: 'Byddai’r weithred hon yn mynd i le na chaniateir',
    happened: 'Nid yw eich sefydliad wedi rhestru’r gwasanaeth y mae’r weithred hon yn ei alw. Ni anfonwyd dim.',
    whatToDo: 'Ni allwch drwsio hyn eich hun. Gofynnwch i TG wirio gosodiadau’r weithred hon.',
    whoCanHelp: localIt,
  },
  ACTION_ROLE_CHANGED: {
    title: 'Newidiodd eich rôl, felly ni wnaethom hyn',
    happened:
      'Daeth y mewngofnodi yn ôl gyda rôl wahanol i’r un y gwnaethoch ddechrau’r weithred hon ynddi. Ni anfonwyd dim.',
    whatToDo: 'Dewiswch y rôl rydych yn gweithio ynddi, yna dechreuwch y weithred eto.',
    whoCanHelp: registrationAuthority,
  },
  ACTION_NOT_OPENED: {
    title: 'Ni allem agor y dudalen',
    happened: 'Ni adawodd y cyfrifiadur hwn i CIS2 Desktop agor porwr gwe.',
    whatToDo: 'Agorwch eich porwr eich hun unwaith, yna rhowch gynnig arall arni.',
    whoCanHelp: 'Eich desg gymorth TG leol. Gallant osod y porwr diofyn ar gyfer y cyfrifiadur hwn.',
  },
  API_UNREACHABLE: {
    title: 'Ni allem gyrraedd y gwasanaeth cenedlaethol',
    happened:
      'Ni ellid anfon y weithred, felly ni chafodd ei gwneud. Efallai fod y rhwydwaith i lawr neu’n ei rhwystro.',
    whatToDo:
      'Arhoswch funud, yna ewch yn ôl a rhowch gynnig arall arni. Os na all y claf hwn aros, dilynwch eich gweithdrefn leol.',
    whoCanHelp: localItOrServiceDesk,
  },
  API_REFUSED: {
    title: 'Gwrthododd y gwasanaeth cenedlaethol y weithred hon',
    happened: 'Cyrhaeddodd y cais y gwasanaeth, a dywedodd na. Ni chafodd y weithred ei gwneud.',
    whatToDo: 'Gwiriwch eich bod yn gweithio yn y rôl gywir. Yna ewch yn ôl a rhowch gynnig arall arni.',
    whoCanHelp:
      'Eich Awdurdod Cofrestru (Registration Authority), os ydych yn credu y dylai eich rôl ganiatáu hyn. Fel arall, eich desg gymorth TG leol.',
  },
  API_LEVEL_TOO_LOW: {
    title: 'Gofynnodd y gwasanaeth cenedlaethol am fewngofnodi cryfach',
    happened: 'Ni dderbyniodd lefel eich mewngofnodi ar gyfer y weithred hon. Ni chafodd y weithred ei gwneud.',
    whatToDo:
      'Ewch yn ôl a dechreuwch y weithred eto, gan ddefnyddio eich cerdyn clyfar, allwedd ddiogelwch, Windows Hello neu’r ap iPad CIS2.',
    whoCanHelp: registrationAuthority,
  },
  API_ACCESS_EXPIRED: {
    title: 'Mae eich mynediad at wasanaethau cenedlaethol wedi dod i ben',
    happened: 'Nid oedd y gwasanaeth yn derbyn eich mewngofnodi mwyach. Ni chafodd y weithred ei gwneud.',
    whatToDo: 'Allgofnodwch a mewngofnodwch eto, yna dechreuwch y weithred eto.',
    whoCanHelp: nobodyNeeded,
  },
  API_BAD_ANSWER: {
    title: 'Anfonodd y gwasanaeth cenedlaethol ateb na allem ei ddarllen',
    happened: 'Ni allem ddeall yr ateb, felly ni allwn ei ddangos i chi.',
    whatToDo: 'Gwiriwch yng nghofnod y claf cyn rhoi cynnig arall arni.',
    whoCanHelp: localItOrServiceDesk,
  },
  API_REDIRECTED: {
    title: 'Cyfeiriodd y gwasanaeth cenedlaethol ni i le arall',
    happened:
      'Nid ydym yn ei ddilyn yno, fel na chaiff eich mynediad ei roi i rywun arall. Efallai na chafodd y weithred ei gwneud.',
    whatToDo: 'Gwiriwch yng nghofnod y claf cyn i chi ei hailadrodd.',
    whoCanHelp: localItOrServiceDesk,
  },
  API_VERSION_CONFLICT: {
    title: 'Newidiodd rhywun y cofnod hwn o’ch blaen',
    happened: 'Nid y cofnod y gwnaethoch edrych arno yw hwn mwyach. Ni chafodd y weithred ei gwneud.',
    whatToDo: 'Edrychwch ar y cofnod eto, yna dechreuwch y weithred eto.',
    whoCanHelp: nobodyNeeded,
  },
  API_BUSY: {
    title: 'Mae’r gwasanaeth cenedlaethol yn rhy brysur',
    happened:
      'Gofynnodd i ni ddod yn ôl yn nes ymlaen, a rhoesom gynnig arni fwy nag unwaith. Ni chafodd y weithred ei gwneud.',
    whatToDo:
      'Arhoswch ychydig funudau, yna ewch yn ôl a rhowch gynnig arall arni. Os na all y claf hwn aros, dilynwch eich gweithdrefn leol.',
    whoCanHelp: localItOrServiceDesk,
  },
  API_ROLE_REFUSED: {
    title: 'Ni dderbyniodd y gwasanaeth cenedlaethol eich rôl',
    happened:
      'Nid yw’n adnabod y rôl rydych yn gweithio ynddi, neu mae angen un arall arno. Ni chafodd y weithred ei gwneud.',
    whatToDo: 'Newidiwch eich rôl, yna dechreuwch y weithred eto.',
    whoCanHelp: registrationAuthority,
  },
  API_OUTCOME_UNKNOWN: {
    title: 'Nid ydym yn gwybod a gafodd hyn ei wneud',
    happened: 'Anfonwyd y cais, ond ni ddaeth ateb cyflawn yn ôl. Efallai iddo gael ei wneud, neu efallai ddim.',
    whatToDo: 'Gwiriwch yng nghofnod y claf cyn i chi ei ailadrodd. Ni fyddwn yn ei ailadrodd i chi.',
    whoCanHelp: localItOrServiceDesk,
  },
};
