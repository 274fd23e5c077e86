// Welsh: needs review by a Welsh speaker.
import type { enScreens } from './en-screens.ts';

type Screens = (typeof enScreens)['screens'];

const remoteSession: Screens['waiting']['remoteSession'] = {
  remoteDesktop: 'Rydych yn gweithio ar gyfrifiadur arall drwy Remote Desktop.',
  citrix: 'Rydych yn gweithio ar gyfrifiadur arall drwy Citrix.',
  vmware: 'Rydych yn gweithio ar gyfrifiadur arall drwy VMware neu Omnissa Horizon.',
  other: 'Rydych yn gweithio ar gyfrifiadur arall, drwy sesiwn o bell.',
};

const browserLogin: Screens['browserLogin'] = {
  askedToEnd:
    'Rydym wedi agor tudalen yn y porwr sy’n gofyn i CIS2 allgofnodi yno hefyd. Edrychwch beth mae’n ei ddweud: ni allwn weld hynny o’r fan hon. Os nad yw’n dweud eich bod wedi allgofnodi, caewch bob ffenestr o’r porwr.',
  privateWindow:
    'Gwnaed y mewngofnodi mewn ffenestr breifat o’r porwr. Caewch y ffenestr honno nawr. Tra bydd ar agor, gall fod wedi mewngofnodi i CIS2 o hyd.',
};

export const cyScreens: typeof enScreens = {
  screens: {
    sessionLeft: {
      about: (span) => `Tua ${span} ar ôl`,
      exactly: (span) => `${span} ar ôl`,
      lessThanAMinute: 'Llai na munud ar ôl',
      none: 'Dim amser ar ôl',
    },
    loggedInAt: 'Mewngofnodwyd am',
    ownContact: {
      localIt: 'Eich desg gymorth TG leol:',
      registrationAuthority: 'Eich Awdurdod Cofrestru:',
    },
    connection: {
      notRun: 'Nid yw’r cysylltiad â’r gwasanaeth mewngofnodi wedi’i wirio ers i CIS2 Desktop gael ei gychwyn.',
      running: 'Mae’r cysylltiad â’r gwasanaeth mewngofnodi yn cael ei wirio nawr.',
      passed: (when) => `Gwiriwyd y cysylltiad â’r gwasanaeth mewngofnodi ${when}. Ni chanfuwyd dim o’i le.`,
      found: (count, when) =>
        `Gwiriwyd y cysylltiad â’r gwasanaeth mewngofnodi ${when}. Nifer y canfyddiadau: ${count}.`,
    },
    cannotLogIn: {
      title: 'Os na allwch fewngofnodi',
      otherWays: (ways) =>
        `Nid oes angen cerdyn clyfar arnoch i fewngofnodi. Yn dibynnu ar yr hyn a roddwyd i chi gallwch ddefnyddio ${ways}. Gall eich Awdurdod Cofrestru roi ffordd arall i chi.`,
      smartcard:
        'Os yw eich cerdyn clyfar wedi’i gloi, neu os yw ei dystysgrifau wedi dod i ben, efallai y gallwch gywiro hynny eich hun.',
      unlock: 'Datgloi cerdyn clyfar (yn agor yn eich porwr)',
    },
    waiting: {
      notOpened:
        'Ni allem agor eich porwr. Mae eich mewngofnodi’n parhau serch hynny: dewiswch “Copïo’r ddolen”, agorwch borwr ar y cyfrifiadur hwn eich hun, a gludwch y ddolen yn ei far cyfeiriad.',
      notOpenedMeans: 'Nid eich cerdyn, eich cyfrinair na’ch dilysydd yw’r achos. Rydym yn dal i aros amdanoch.',
      opensIn: (browser) => `Mae’r dudalen yn agor yn ${browser}.`,
      byHand:
        'Nid yw’n gwneud gwahaniaeth ai ni neu chi sy’n agor y ddolen: mae’r mewngofnodi yn dod yn ôl i’r ffenestr hon, cyhyd â bod amser ar ôl.',
      otherBrowser: 'Os yw’r dudalen yn aros yn wag neu’n dangos gwall, rhowch gynnig ar y ddolen mewn porwr arall.',
      remoteTitle: 'Rydych mewn sesiwn o bell',
      remoteSession,
      remoteMeans:
        'Mae rhai sesiynau o bell yn trosglwyddo dolenni gwe i’r cyfrifiadur o’ch blaen. Gelwir hyn yn ailgyfeirio URL o’r gwesteiwr i’r cleient. Ni all tudalen mewngofnodi sy’n agor yno ddod yn ôl i CIS2 Desktop.',
      remoteToDo:
        'Mewngofnodwch â phorwr sy’n rhedeg yn y sesiwn o bell. Os yw’r dudalen yn agor yn unman arall, dewiswch “Copïo’r ddolen” a gludo’r ddolen mewn porwr yn y sesiwn o bell.',
      remoteIt: 'Gall eich desg gymorth TG leol gadw dolenni sy’n dechrau gyda http://127.0.0.1 yn y sesiwn o bell.',
    },
    cancelled: 'Rydych wedi canslo. Nid oes dim wedi’i newid.',
    browserLogin,
    unsent: {
      list: (name) => `Mae ${name} wedi teipio rhywbeth heb ei anfon, ar gyfer:`,
      lost: 'Bydd yn cael ei golli os bydd rhywun arall yn cymryd drosodd.',
      none: (name) => `Nid oes gan ${name} ddim wedi’i deipio sy’n aros i’w anfon.`,
      notKept:
        'Ar gyfrifiadur a rennir, collir yr hyn a deipiwyd ac nas anfonwyd pan fydd rhywun arall yn cymryd drosodd.',
      inForm: (action) => `Bydd yr hyn a deipiwyd ar gyfer “${action}” yn cael ei golli.`,
    },
    offline: {
      own: 'Mae eich sefydliad yn dweud:',
      whoCanHelp:
        'Gall eich desg gymorth TG leol ddweud a yw’r nam ar eich rhwydwaith. Mae nam yn y gwasanaeth cenedlaethol yn cael ei gywiro gan y Ddesg Gwasanaeth Genedlaethol (National Service Desk).',
      retryIn: (span) => `Byddwn yn ceisio eto ymhen tua ${span}.`,
    },
  },
};
