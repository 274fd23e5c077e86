// Welsh: needs review by a Welsh speaker.
import { cyPolicyTitles } from './cy-policy-titles.ts';
import type { KeyKind } from '../../preload/policy-view.ts';
import type { TextSize, Theme } from '../../preload/settings.ts';
import type { enSettings } from './en-settings.ts';

const themes: Record<Theme, string> = {
  system: 'Fel y mae ar y cyfrifiadur hwn',
  light: 'Golau',
  dark: 'Tywyll',
  highContrast: 'Cyferbyniad uchel',
};
const textSizes: Record<TextSize, string> = {
  normal: 'Arferol (100%)',
  large: 'Mawr (150%)',
  largest: 'Mwyaf (200%)',
};
const kinds: Record<KeyKind, string> = {
  bounded: 'Unrhyw werth o fewn terfynau penodol',
  floor: 'Dim ond yn llymach na’n gwerth ni',
  choice: 'Un o sawl dewis',
  locator: 'Cyfeiriad',
  whole: 'Wedi’i gymryd yn gyfan o un ffynhonnell',
};

export const cySettings: typeof enSettings = {
  welcome: {
    title: 'Croeso i CIS2 Desktop',
    lead: 'Mae CIS2 Desktop yn eich mewngofnodi gyda’ch Care Identity, yn eich porwr gwe eich hun. Mae’n dangos pwy sydd wedi mewngofnodi, ym mha rôl a gyda faint o hyder, ac yn gofyn i chi brofi pwy ydych chi eto cyn gweithred sensitif.',
    profile: {
      personal:
        'Mae’r cyfrifiadur hwn wedi’i osod ar gyfer un person. Pan fyddwch yn ei adael, mae CIS2 Desktop yn cloi, ac rydych yn ei ddatgloi gyda’ch Care Identity.',
      shared:
        'Mae’r cyfrifiadur hwn wedi’i osod i’w rannu. Pan fyddwch yn ei adael, allgofnodwch. Ni chedwir dim o’ch sesiwn arno ar gyfer y person nesaf.',
    },
    languageTitle: 'Iaith',
    needTitle: 'Beth sydd ei angen arnoch',
    need: [
      'eich Care Identity eich hun',
      'ffordd o brofi pwy ydych chi: cerdyn clyfar, allwedd ddiogelwch, cod pas, ffôn neu ddilysydd arall',
      'y rhyngrwyd, neu’r Rhwydwaith Iechyd a Gofal Cymdeithasol (HSCN)',
    ],
    privacy: 'Nid oes dim am gleifion yn cael ei storio yma.',
    goOn: 'Ymlaen i fewngofnodi',
  },

  settings: {
    lead: {
      personal: 'Mae newid yn cyfrif ar unwaith. Fe’i cedwir ar y cyfrifiadur hwn, ar gyfer eich cyfrif chi yn unig.',
      shared:
        'Mae hwn yn gyfrifiadur a rennir. Mae newid yn cyfrif ar unwaith, nes bod eich sesiwn yn dod i ben. Ni chaiff ei gadw ar gyfer y person nesaf.',
    },
    notKeptTitle: 'Nid oedd modd cadw eich newid diwethaf',
    notKept:
      'Mae’n cyfrif nes i chi gau CIS2 Desktop, am nad oedd modd ei ysgrifennu ar y cyfrifiadur hwn. Newidiwch ef unwaith eto. Os dangosir hyn eto, gofynnwch i’ch desg gymorth TG leol a yw’r ddisg yn llawn.',
    held: (source: string) => `Wedi’i osod gan eich sefydliad (${source}). Ni ellir ei newid yma.`,
    managed: 'Gweld popeth y mae eich sefydliad wedi’i osod',
    language: 'Iaith',
    theme: 'Lliwiau',
    themes,
    themeHint: 'Dilynir themâu cyferbyniad Windows a’u tebyg bob amser.',
    textSize: 'Maint y testun',
    textSizes,
    notifications: 'Hysbysiadau’r cyfrifiadur hwn',
    notificationsHint: 'Cyn i’ch sesiwn ddod i ben, a phan fydd wedi dod i ben. Nid ydynt yn dweud dim amdanoch chi.',
    notificationsAre: { on: 'Eu dangos', off: 'Peidio â’u dangos' },
    lockShortcut: { personal: 'Bysellau i gloi', shared: 'Bysellau i allgofnodi' },
    lockShortcutHint: 'Sawl bysell ar unwaith, fel nad oes neb yn eu pwyso drwy gamgymeriad.',
    idle: 'Amser heb weithgarwch',
    idleHint: {
      personal:
        'Ar ôl hynny mae CIS2 Desktop yn cloi. Gallwch ei wneud yn fyrrach, ond byth yn hirach nag y’i gosodwyd yma. Mae amser hirach na’r un presennol yn cyfrif o’ch mewngofnodi neu ddatgloi nesaf ymlaen.',
      shared:
        'Ar ôl hynny mae CIS2 Desktop yn allgofnodi. Gallwch ei wneud yn fyrrach, ond byth yn hirach nag y’i gosodwyd yma.',
    },
    idleAsSet: (minutes: string) => `Fel y’i gosodwyd yma: ${minutes}`,
    changed: (setting: string, value: string) => `Wedi newid. ${setting}: ${value}.`,
    loading: 'Yn darllen y gosodiadau.',
  },

  policyPage: {
    lead: 'Mae’r gwerthoedd hyn mewn grym ar y cyfrifiadur hwn. Gall eich desg gymorth TG leol eu hesbonio a’u newid.',
    notManaged:
      'Nid oedd modd darllen gosodiadau gweinyddwr, felly mae’r cyfrifiadur hwn yn cyfrif fel un a rennir. Dywedwch wrth eich desg gymorth TG leol os yw hynny’n anghywir.',
    refusedTitle: 'Gwrthodwyd',
    refusedLead:
      'Daethpwyd o hyd i’r gwerthoedd hyn ac nid ydynt mewn grym. Rhaid i’ch desg gymorth TG leol, neu bwy bynnag a’u gosododd, eu cywiro.',
    inForceTitle: 'Mewn grym',
    empty: 'Nid oes dim wedi’i osod yma.',
    reading: 'Yn darllen yr hyn sydd wedi’i osod.',
    failed:
      'Nid oedd modd darllen yr hyn sydd wedi’i osod. Ewch yn ôl ac agorwch y dudalen hon eto. Os bydd yn methu eto, rhowch y cod hwn i’ch desg gymorth TG leol.',
    count: (count: number) => `Gwerthoedd sydd mewn grym: ${count}.`,
    key: 'Gosodiad',
    value: 'Gwerth',
    source: 'O',
    kind: 'Math',
    why: 'Pam',
    setBy: (place: string) => `Gosodwyd yn ${place}`,
    ownDefault: 'Ein gwerthoedd diofyn ni',
    yesNo: { yes: 'Ydy', no: 'Nac ydy' },
    nothing: 'Dim',
    titleIn: (key: string, title: string | null) => cyPolicyTitles.get(key) ?? title,
    waits: {
      logOut: 'Nid eto: mae’n cyfrif pan na fydd neb wedi mewngofnodi.',
      restart: 'Nid eto: mae’n cyfrif pan gaiff CIS2 Desktop ei gychwyn eto.',
    },
    kinds,
  },

  about: {
    lead: 'Rhaglen bwrdd gwaith sy’n mewngofnodi gweithwyr iechyd a gofal gyda NHS CIS2 Authentication.',
    notNhs: 'Nid yw CIS2 Desktop yn un o gynhyrchion NHS England, ac nid yw NHS England wedi ei gymeradwyo.',
    warranty:
      'Fe’i darperir fel y mae, heb warant o unrhyw fath, na gwarant ei fod yn addas at ddefnydd clinigol: eich sefydliad sy’n penderfynu hynny, ac yn atebol amdano.',
    versionsTitle: 'Fersiwn',
    version: 'CIS2 Desktop',
    commit: 'Commit',
    noCommit: 'Ddim yn hysbys',
    browser: 'Eich porwr',
    accessibilityTitle: 'Hygyrchedd',
    accessibility: [
      'Mae CIS2 Desktop wedi’i wneud i fodloni Canllawiau Hygyrchedd Cynnwys Gwe 2.2 ar lefel AA: gyda bysellfwrdd yn unig, gyda darllenydd sgrin, gyda thestun 200%, mewn lliwiau tywyll a chyferbyniad uchel. Nid oes neb y tu allan i’r prosiect wedi ei asesu eto.',
      'Mae’n allgofnodi neu’n cloi ar ôl amser heb weithgarwch, i ddiogelu gwybodaeth cleifion. Mae’n gofyn i chi cyn hynny, a gallwch aros wedi mewngofnodi drwy bwyso un fysell.',
      'Y datganiad yw docs/accessibility.md, gyda’r cod ffynhonnell. Dywedwch wrth eich desg gymorth TG leol beth sy’n anodd i chi ei ddefnyddio.',
    ],
    privacyTitle: 'Preifatrwydd',
    privacy: {
      personal: [
        'Ar y cyfrifiadur hwn mae’n cadw: yr hyn sydd ei angen i barhau â’ch sesiwn ar ôl ailgychwyn, yng nghadwyn allweddi eich cyfrif, nes i chi gloi neu allgofnodi; pryd y dechreuodd eich sesiwn a phryd y daw i ben, heb ddim a allai fewngofnodi neb; y rôl y buoch yn gweithio ynddi ddiwethaf; eich gosodiadau.',
        'Cedwir yr hyn rydych wedi’i deipio a heb ei anfon yn y cof yn unig, i chi yn unig, nes bod eich sesiwn yn dod i ben.',
      ],
      shared: [
        'Mae’r cyfrifiadur hwn yn cael ei rannu: nid yw’n cadw dim o’ch sesiwn ar ôl iddi ddod i ben, ac eithrio’r cofnod isod. Mae’r hyn rydych yn ei ddewis yn y gosodiadau yn dod i ben gyda’ch sesiwn hefyd.',
        'Ni chedwir yr hyn rydych wedi’i deipio.',
      ],
    },
    privacyOfBoth: [
      'Cofnod o fewngofnodi a gweithredoedd, gyda’ch ID defnyddiwr, rôl a sefydliad, heb enwau a heb ddim am gleifion: cyhyd ag y mae eich sefydliad wedi’i osod. Gall eich sefydliad ei ddarllen; mae “Fy ngweithgarwch” yn dangos eich llinellau eich hun.',
      'Log ar gyfer cymorth, heb enwau, IDau defnyddwyr na chyfrinachau.',
      'Nid yw eich cyfrinair, cod pas na PIN eich cerdyn clyfar byth yn cyrraedd CIS2 Desktop. Nid yw’n dweud wrth neb sut rydych yn ei ddefnyddio.',
      'Yr hysbysiad llawn yw docs/privacy.md, gyda’r cod ffynhonnell. Eich sefydliad yw rheolydd y data hyn: gofynnwch iddo, neu i’w swyddog diogelu data, beth sydd ganddo amdanoch chi.',
    ],
    safetyTitle: 'Diogelwch',
    safetyContact: 'Dywedwch wrth rywun ar unwaith pan fydd CIS2 Desktop yn dangos person, rôl neu ganlyniad anghywir:',
    localIt: 'Eich desg gymorth TG leol',
    registrationAuthority: 'Eich Awdurdod Cofrestru',
    noContact: 'Nid yw eich sefydliad wedi rhoi ei fanylion cyswllt yma.',
    hazardLog: 'Log peryglon',
    hazardLogVersion:
      'Dim un wedi’i gymeradwyo ar gyfer y fersiwn hon. Mae’r dyluniad yn ateb peryglon HAZ-01 i HAZ-10.',
    licencesTitle: 'Trwyddedau',
    ownLicence: 'Meddalwedd rydd o dan drwydded MIT yw CIS2 Desktop ei hun. Fe’i gwnaed gyda’r rhannau hyn:',
    licencesReading: 'Yn darllen y trwyddedau.',
    licencesFailed:
      'Nid oedd modd darllen y trwyddedau: mae rhan o’r gosodiad hwn ar goll. Gofynnwch i’ch desg gymorth TG leol osod CIS2 Desktop eto.',
    licenceOf: (name: string, version: string, licence: string) => `${name} ${version} (${licence})`,
  },
};
