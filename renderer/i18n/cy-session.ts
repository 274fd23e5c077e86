// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import type { enSession } from './en-session.ts';

const startAgain = 'Gallwch chi, neu rywun arall, fewngofnodi nawr.';
const goOn = 'Mewngofnodwch eto i barhau.';

const ended: typeof enSession.ended.reasons = {
  user: {
    title: 'Rydych wedi allgofnodi',
    happened: (when) => `Gwnaethoch allgofnodi o CIS2 Desktop ${when}.`,
    whatToDo: startAgain,
    browser: true,
  },
  switchUser: {
    title: 'Allgofnodwyd i newid i berson arall',
    happened: (when) => `Daethpwyd â’r sesiwn ddiwethaf i ben ${when} er mwyn i berson arall allu mewngofnodi.`,
    whatToDo: 'Os mai chi yw hwnnw, mewngofnodwch nawr gyda’ch Care Identity eich hun.',
    browser: true,
  },
  idle: {
    title: 'Allgofnodwyd gan nad oedd unrhyw weithgarwch',
    happened: (when) => `Ni ddefnyddiwyd CIS2 Desktop am gyfnod. Allgofnododd ${when}, i ddiogelu gwybodaeth cleifion.`,
    whatToDo: startAgain,
    browser: true,
  },
  absoluteLimit: {
    title: 'Allgofnodwyd gan fod y sesiwn wedi cyrraedd ei hamser hiraf',
    happened: (when) =>
      `Mae sesiwn yn para am amser penodol ar y mwyaf, hyd yn oed pan fydd yn cael ei defnyddio. Daeth yr un hon i ben ${when}.`,
    whatToDo: `${goOn} Nid oes dim o’i le ar eich Care Identity.`,
    browser: true,
  },
  computerLocked: {
    title: 'Allgofnodwyd gan fod y cyfrifiadur wedi’i gloi',
    happened: (when) =>
      `Cafodd y cyfrifiadur ei gloi ${when}. Cyfrifiadur a rennir ydyw, felly daeth hynny â’r sesiwn i ben.`,
    whatToDo: startAgain,
    browser: true,
  },
  sleep: {
    title: 'Allgofnodwyd gan fod y cyfrifiadur wedi mynd i gysgu',
    happened: (when) =>
      `Aeth y cyfrifiadur i gysgu ${when}. Cyfrifiadur a rennir ydyw, felly daeth hynny â’r sesiwn i ben.`,
    whatToDo: startAgain,
    browser: true,
  },
  userSwitch: {
    title: 'Allgofnodwyd gan fod y cyfrifiadur wedi’i roi i ddefnyddiwr arall',
    happened: (when) =>
      `Newidiodd rhywun y cyfrifiadur i ddefnyddiwr arall, neu adael bwrdd gwaith pell, ${when}. Cyfrifiadur a rennir ydyw, felly daeth hynny â’r sesiwn i ben.`,
    whatToDo: startAgain,
    browser: true,
  },
  providerEvent: {
    title: 'Daeth y gwasanaeth mewngofnodi â’r sesiwn i ben',
    happened: (when) =>
      `Dywedodd wrthym ${when} fod y mewngofnodi hwn drosodd. Gall hynny fod oherwydd allgofnodi mewn rhaglen arall, neu benderfyniad gan eich sefydliad.`,
    whatToDo: `${goOn} Os nad yw hynny’n gweithio, gofynnwch i’ch Awdurdod Cofrestru (Registration Authority).`,
    browser: false,
  },
  revoked: {
    title: 'Ni wnaeth y gwasanaeth mewngofnodi adnewyddu’r sesiwn',
    happened: (when) =>
      `Pan ofynnwyd iddo ${when}, nid oedd yn derbyn y mewngofnodi hwn mwyach. Efallai iddo gael ei derfynu yno, neu ei fod wedi dod i ben.`,
    whatToDo: `${goOn} Os nad yw hynny’n gweithio, gofynnwch i’ch Awdurdod Cofrestru (Registration Authority).`,
    browser: true,
  },
  usedElsewhere: {
    title: 'Daethpwyd â’r sesiwn i ben o le arall',
    happened: (when) =>
      `Dywedodd y gwasanaeth mewngofnodi wrthym ${when} fod yr un person wedi mewngofnodi, neu allgofnodi, mewn lle arall.`,
    whatToDo:
      'Os mai chi oedd hwnnw, mewngofnodwch yma eto pan fydd angen. Os nad chi oedd hwnnw, dywedwch wrth eich desg gymorth TG leol a’ch Awdurdod Cofrestru (Registration Authority) nawr.',
    browser: false,
  },
  roleWithdrawn: {
    title: 'Allgofnodwyd gan nad yw’r rôl yn cael ei dal mwyach',
    happened: (when) => `Pan wnaethom wirio ${when}, nid oedd rôl y sesiwn hon yn y Care Identity mwyach.`,
    whatToDo:
      'Mewngofnodwch a dewiswch rôl arall. Os dylech ddal i fod â’r rôl hon, gofynnwch i’ch Awdurdod Cofrestru (Registration Authority).',
    browser: true,
  },
  policy: {
    title: 'Allgofnodwyd gan fod gosodiadau wedi newid',
    happened: (when) => `Newidiodd eich sefydliad osodiadau CIS2 Desktop. Daeth hynny â’r sesiwn i ben ${when}.`,
    whatToDo: `${goOn} Nid ydych wedi gwneud dim o’i le.`,
    browser: true,
  },
  clock: {
    title: 'Allgofnodwyd gan fod cloc y cyfrifiadur wedi newid',
    happened: (when) =>
      `Newidiwyd dyddiad neu amser y cyfrifiadur ${when}. Wedi hynny ni allem fod yn siŵr faint oedd y sesiwn wedi para.`,
    whatToDo:
      'Gwiriwch ddyddiad ac amser y cyfrifiadur, yna mewngofnodwch eto. Os ydynt yn anghywir, dywedwch wrth eich desg gymorth TG leol.',
    browser: true,
  },
  interrupted: {
    title: 'Mewngofnodwch eto i barhau',
    happened: (when) =>
      `Torrwyd ar draws y sesiwn ddiwethaf ${when}, yng nghanol rhywbeth. I fod yn ddiogel, nid yw’n cael ei pharhau.`,
    whatToDo: 'Mewngofnodwch fel arfer. Nid oes dim o’i le ar eich Care Identity.',
    browser: true,
  },
  error: {
    title: 'Allgofnodwyd gan fod rhywbeth wedi mynd o’i le',
    happened: (when) =>
      `Roedd diffyg yn CIS2 Desktop ${when}. I fod yn ddiogel, daeth â’r sesiwn i ben. Nid rhywbeth a wnaethoch chi ydyw.`,
    whatToDo: `${goOn} Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG leol.`,
    browser: true,
  },
  quit: {
    title: 'Allgofnodwyd gan fod CIS2 Desktop wedi’i gau',
    happened: (when) => `Cafodd CIS2 Desktop ei gau ${when}, a daeth hynny â’r sesiwn i ben.`,
    whatToDo: startAgain,
    browser: true,
  },
};

const protects = 'Mae hyn yn diogelu gwybodaeth cleifion.';

const lockedBecause: typeof enSession.locked.because = {
  user: (when) => `Gwnaethoch ei gloi ${when}.`,
  idle: (when) => `Fe glodd ${when}, gan nad oedd unrhyw weithgarwch. ${protects}`,
  computerLocked: (when) => `Fe glodd ${when}, ynghyd â’r cyfrifiadur. ${protects}`,
  sleep: (when) => `Fe glodd ${when}, gan fod y cyfrifiadur wedi mynd i gysgu. ${protects}`,
  userSwitch: (when) =>
    `Fe glodd ${when}, gan i’r cyfrifiadur gael ei newid i ddefnyddiwr arall neu i fwrdd gwaith pell gael ei adael. ${protects}`,
  renewalLost: (when) =>
    `Fe glodd ${when}, gan i’r cysylltiad fethu wrth i ni adnewyddu eich sesiwn. Nid oes dim o’i le ar eich Care Identity.`,
};

const warning: typeof enSession.warning = {
  title: { locked: 'Mae CIS2 Desktop ar fin cael ei gloi', loggedOut: 'Rydych ar fin cael eich allgofnodi' },
  why: {
    idle: 'Ni fu unrhyw weithgarwch ers tro.',
    policy:
      'Newidiodd eich sefydliad pa mor hir y gall sesiwn bara, ac mae hon wedi para’n hirach. Ni ellir ei ohirio: gorffennwch yr hyn rydych yn ei wneud.',
  },
  left: {
    locked: (left) => `Caiff ei gloi ymhen ${left}.`,
    loggedOut: (left) => `Cewch eich allgofnodi ymhen ${left}.`,
  },
  spoken: {
    locked: (left) => `Caiff ei gloi o fewn ${left}.`,
    loggedOut: (left) => `Cewch eich allgofnodi o fewn ${left}.`,
  },
  now: { locked: 'Mae’n cael ei gloi nawr.', loggedOut: 'Rydych yn cael eich allgofnodi nawr.' },
  after: {
    locked: 'I’w ddatgloi, byddwch yn mewngofnodi eto yn y porwr.',
    loggedOut: 'Bydd unrhyw beth sydd wedi’i deipio a heb ei anfon yn cael ei golli.',
  },
};

const degraded: typeof enSession.notices.degraded = {
  unreachable: {
    title: 'Ni ellir cyrraedd gwasanaethau cenedlaethol',
    since: (when) => `Dechreuodd hyn ${when}.`,
    whatToDo: 'Nid eich cerdyn, eich cyfrin-god na’ch dilysydd yw’r achos.',
  },
  cannotRenew: {
    title: 'Nid oedd modd adnewyddu eich mynediad at wasanaethau cenedlaethol',
    since: (when) => `Gwrthododd y gwasanaeth mewngofnodi ei adnewyddu ${when}.`,
    whatToDo:
      'Mewngofnodwch eto i barhau, a dywedwch wrth eich desg gymorth TG leol: mae angen edrych ar osodiad y cyfrifiadur hwn.',
  },
  notRenewable: {
    title: 'Mae eich mynediad at wasanaethau cenedlaethol wedi dod i ben',
    since: (when) => `Daeth i ben ${when}.`,
    whatToDo: 'Mewngofnodwch eto i barhau.',
  },
};

export const cySession: typeof enSession = {
  ended: {
    reasons: ended,
    work: {
      lost: 'Mae’r hyn a deipiwyd a heb ei anfon wedi’i golli.',
      notLost: 'Nid oes dim a deipiwyd wedi’i golli.',
      notKept: 'Nid yw’r hyn a deipiwyd a heb ei anfon yn cael ei gadw ar gyfrifiadur a rennir.',
    },
    meansTitle: 'Beth mae hyn yn ei olygu',
    means: {
      window: 'Nid oes dim o’r sesiwn ar ôl yn y ffenestr hon.',
      browser:
        'Efallai fod eich porwr yn dal wedi mewngofnodi i CIS2. Yna gall gwefannau eraill agor ynddo o dan yr un enw, heb ofyn pwy sydd yno. Caewch bob ffenestr o’r porwr pan fyddwch yn gadael.',
      smartcard: 'Os ydych yn defnyddio cerdyn clyfar, ewch ag ef gyda chi pan fyddwch yn gadael.',
    },
    unconfirmedTitle: 'Ni allem gadarnhau bod eich sesiwn a gadwyd wedi’i dileu',
    unconfirmed:
      'Ni ddangosodd storfa gyfrineiriau’r cyfrifiadur hwn i ni ei bod wedi mynd. Ni all neb ddefnyddio’r hyn a allai fod ar ôl yno i fewngofnodi yma. Dywedwch wrth eich desg gymorth TG leol.',
  },

  locked: {
    title: 'Dan glo',
    because: lockedBecause,
    until: (when) => `Gallwch ei ddatgloi tan ${when}. Yna daw’r sesiwn i ben.`,
    work: {
      kept: 'Mae’r hyn a deipioch a heb ei anfon wedi’i gadw i chi. Daw yn ôl pan fyddwch yn datgloi.',
      none: 'Nid oes unrhyw waith wedi’i deipio yn aros.',
    },
    workWouldBeLost: (name) => `Bydd yr hyn a deipiodd ${name} a heb ei anfon wedyn yn cael ei golli.`,
    meansTitle: 'Beth mae hyn yn ei olygu',
    means: [
      'Ni ellir gweld na gwneud dim nes iddo gael ei ddatgloi.',
      'I ddatgloi, mae’r un person yn mewngofnodi eto yn y porwr.',
      'Os ydych yn defnyddio cerdyn clyfar, ewch ag ef gyda chi pan fyddwch yn gadael.',
    ],
  },

  restorable: {
    title: 'Parhau â’ch sesiwn',
    lead: 'Caewyd CIS2 Desktop tra oedd y person hwn wedi mewngofnodi. Dim ond y person hwnnw a gaiff barhau.',
    times: (loggedIn, ends) => `Mewngofnodwyd ${loggedIn}. Daw’r sesiwn i ben ${ends}.`,
    meansTitle: 'Beth sy’n digwydd nesaf',
    means: [
      'Pan fyddwch yn parhau, byddwn yn gofyn i’r gwasanaeth mewngofnodi a yw hynny’n dal i gael ei ganiatáu.',
      'Nid oes dim o’r sesiwn wedi’i ddefnyddio hyd yn hyn.',
      'Gall gweithred sensitif ofyn i chi o hyd brofi pwy ydych chi eto.',
    ],
    continuingTitle: 'Yn gwirio y gallwch barhau',
    continuing: 'Rydym yn gofyn i’r gwasanaeth mewngofnodi. Bydd hyn yn cymryd ychydig eiliadau.',
    problemTitle: 'Ni allem ganfod a allwch barhau',
    tryAgain: 'Mae eich sesiwn yn dal yma, a gallwch roi cynnig arall arni.',
  },

  blanked: {
    title: 'Wedi’i guddio',
    text: 'Datglowch y cyfrifiadur i weld CIS2 Desktop eto.',
  },

  warning,

  notices: {
    endIsNear: (when, left) => `Cewch eich allgofnodi ${when}, ymhen ${left}, beth bynnag a wnewch.`,
    endIsNearSpoken: (when, left) => `Cewch eich allgofnodi ${when}, o fewn ${left}, beth bynnag a wnewch.`,
    lessThanAMinute: 'llai na munud',
    finish: 'Gorffennwch yr hyn rydych yn ei wneud. Gallwch fewngofnodi eto ar unwaith.',
    hide: 'Cuddio’r neges hon',
    degraded,
    stillWorks:
      'Rydych yn dal wedi mewngofnodi, a gallwch ddarllen yr hyn sydd ar y sgrin. Ni ellir anfon unrhyw weithred.',
    retry: (when) => `Byddwn yn rhoi cynnig arall arni ${when}.`,
    retrySoon: 'Byddwn yn rhoi cynnig arall arni o fewn munud.',
    continuity: 'Os na all claf aros, dilynwch eich cynllun parhad busnes lleol.',
    loginOffered: (when) => `Daw eich mynediad at wasanaethau cenedlaethol i ben ${when}.`,
    loginOfferedText: 'Mewngofnodwch eto i barhau.',
  },

  inUse: { by: 'Yn cael ei ddefnyddio gan' },

  takeOver: {
    short: (name) => `Yn allgofnodi ${name}`,
    means: (name) => `Os rhywun arall ydych chi, caiff ${name} ei allgofnodi a gofynnir i chi fewngofnodi.`,
  },
};
