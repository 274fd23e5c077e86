// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { enCommon } from './en-common.ts';
import { cyLevelInSentence, cyLevelName } from './cy-levels.ts';

const authenticators: typeof enCommon.authenticators = {
  microsoftAuthenticator: 'Microsoft Authenticator',
  nhsNetConnect: 'NHS.net Connect',
  passkey: 'Allwedd bas (passkey)',
  windowsHello: 'Windows Hello',
  securityKey: 'Allwedd ddiogelwch',
  ipad: 'Ap iPad NHS CIS2',
  smartcard: 'Cerdyn clyfar',
  smartcardIdentityAgent: 'Cerdyn clyfar gyda’r Identity Agent hŷn',
};

const callErrors: Record<Parameters<typeof enCommon.feedback.refused>[0], string> = {
  SENDER_REFUSED: 'Nid oedd CIS2 Desktop yn ymddiried yn y ffenestr hon.',
  INPUT_INVALID: 'Nid oedd yr hyn a anfonwyd yn gyflawn.',
  OUTPUT_INVALID: 'Nid oedd modd dangos yr ateb.',
  NOT_NOW: 'Mae rhywbeth arall newydd ddigwydd. Edrychwch ar y sgrin a rhowch gynnig arall arni.',
  LINK_NOT_COPIED: 'Nid oedd modd copïo’r ddolen. Dewiswch “Ailagor y porwr” yn lle hynny.',
  DETAILS_NOT_COPIED: 'Nid oedd modd copïo’r manylion. Dewiswch nhw ar y sgrin a’u copïo â llaw.',
  HELP_NOT_OPENED: 'Nid oedd modd agor eich porwr. Gall eich desg gymorth TG leol helpu.',
  BUNDLE_NOT_WRITTEN: 'Nid oedd modd cadw’r ffeil.',
  INTERNAL: 'Aeth rhywbeth o’i le yn CIS2 Desktop. Rhowch gynnig arall arni.',
};

export const cyCommon: typeof enCommon = {
  appName: 'CIS2 Desktop',
  title: (screen) => `${screen} – CIS2 Desktop`,
  levelName: cyLevelName,
  levelInSentence: cyLevelInSentence,
  authenticators,
  otherMethod: (amr) => `dull arall (${amr})`,
  methodNotStated: 'Heb ei nodi',

  chrome: {
    skipToContent: 'Neidio i’r prif gynnwys',
    account: 'Eich cyfrif',
    noRoleYet: 'Dim rôl wedi’i dewis eto',
    changeRole: 'Newid rôl',
    lock: 'Cloi',
    logOut: 'Allgofnodi',
    session: 'Eich sesiwn',
    with: 'Gyda',
    confirmed: 'Cadarnhawyd',
    helpTitle: 'Pwy all helpu',
    help: [
      {
        who: 'Eich desg gymorth TG leol',
        what: 'y cyfrifiadur hwn, y rhwydwaith, eich porwr neu ddarllenydd cardiau',
      },
      {
        who: 'Eich Awdurdod Cofrestru (Registration Authority)',
        what: 'eich cerdyn clyfar, eich ffyrdd eraill o fewngofnodi, eich enw a’ch rolau',
      },
      {
        who: 'Y National Service Desk',
        what: 'diffygion yn y gwasanaeth mewngofnodi cenedlaethol, drwy eich desg gymorth TG',
      },
    ],
    version: (version) => `CIS2 Desktop fersiwn ${version}`,
    profile: { personal: 'Wedi’i osod ar gyfer un person', shared: 'Wedi’i osod fel cyfrifiadur a rennir' },
    disclaimer: 'Nid yw CIS2 Desktop yn gynnyrch NHS England.',
    environment: 'Amgylchedd:',
  },

  feedback: {
    linkCopied: 'Dolen wedi’i chopïo. Gludwch hi ym mar cyfeiriad porwr ar y cyfrifiadur hwn.',
    detailsCopied: 'Manylion wedi’u copïo. Gallwch eu gludo mewn e-bost neu ffurflen gymorth.',
    browserReopened: 'Rydym wedi gofyn i’ch porwr agor y dudalen eto.',
    stayedLoggedIn: 'Rydych yn dal wedi mewngofnodi.',
    refused: (code) => `Nid oedd hynny’n bosibl nawr. ${callErrors[code]}`,
  },

  actions: {
    logIn: 'Mewngofnodi gyda fy Care Identity',
    cancel: 'Canslo',
    continue: 'Parhau',
    continueInBrowser: 'Parhau yn y porwr',
    tryAgainInBrowser: 'Rhoi cynnig arall arni yn y porwr',
    goBack: 'Mynd yn ôl',
    confirm: 'Cadarnhau',
    reopenBrowser: 'Ailagor y porwr',
    copyLink: 'Copïo’r ddolen',
    copyDetails: 'Copïo’r manylion',
    switchTo: (name) => `Newid i ${name}`,
    unlockAs: (name) => `Datgloi fel ${name}`,
    someoneElse: 'Rhywun arall ydw i',
    continueAs: (name) => `Parhau fel ${name}`,
    stayLoggedIn: 'Aros wedi mewngofnodi',
    logOutNow: 'Allgofnodi nawr',
    finishMyWork: 'Gorffen fy ngwaith',
    logInAgain: 'Mewngofnodi eto',
  },

  partMissing: {
    title: 'Nid oedd modd agor y sgrin hon',
    whatToDo:
      'Mae rhan o CIS2 Desktop ar goll. Caewch ef a’i agor eto. Os bydd hyn yn digwydd eto, dywedwch wrth eich desg gymorth TG leol.',
  },

  problem: {
    whatHappened: 'Beth ddigwyddodd',
    whatToDo: 'Beth allwch chi ei wneud',
    whoCanHelp: 'Pwy all helpu',
    forSupport: 'Manylion ar gyfer cymorth',
    code: 'Cod',
    time: 'Amser',
    correlationId: 'ID cydberthyn (correlation ID)',
    detail: 'Ar gyfer TG',
    line: (code, when, correlationId) => `Cod ${code}, ${when}. ID cydberthyn (correlation ID) ${correlationId}.`,
    loading: 'Wrthi’n chwilio beth ddigwyddodd. Bydd y cod isod yn aros yr un fath.',
    unexplained: (code) => ({
      title: `Mae problem (${code})`,
      happened: 'Ni allwn ei hesbonio, gan nad oedd modd agor rhan o CIS2 Desktop.',
      whatToDo: 'Caewch CIS2 Desktop a’i agor eto, yna rhowch gynnig arall arni.',
      whoCanHelp: 'Eich desg gymorth TG leol. Rhowch y cod a’r ID cydberthyn iddynt.',
    }),
  },
};
