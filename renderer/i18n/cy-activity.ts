// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { pluralIn } from '../../preload/plural.ts';
import type { ActivityWords } from './en-activity.ts';

/** By the names of `main/audit/audit-event.ts`; a name of another version of the app is shown as it is. */
const events: Readonly<Record<string, string>> = {
  'session.started': 'Mewngofnodi',
  'session.continued': 'Parhau ar ôl ailgychwyn',
  'session.renewed': 'Mewngofnodi eto',
  'session.locked': 'Cloi',
  'session.unlocked': 'Datgloi',
  'session.kept': 'Cau’r ap, cadw’r sesiwn',
  'session.ended': 'Diwedd y sesiwn',
  'session.takenOver': 'Diwedd y sesiwn ar gyfer person arall',
  'login.refused': 'Cais i fewngofnodi',
  'unlock.refused': 'Cais i ddatgloi',
  'stepUp.refused': 'Prawf o bwy ydych chi',
  'changeRole.refused': 'Newid rôl',
  'renew.refused': 'Cais i fewngofnodi eto',
  'stepUp.adopted': 'Profi pwy ydych chi eto',
  'role.chosen': 'Dewis rôl',
  'role.changed': 'Newid i rôl arall',
  'action.intended': 'Ar fin anfon',
  'action.finished': 'Ateb',
  'action.checked': 'Dywedwyd ei fod wedi’i wirio',
  'action.refused': 'Heb ei anfon',
};

const outcomes: Readonly<Record<string, string>> = {
  ok: 'Wedi’i wneud',
  intended: 'Heb ei anfon eto',
  refused: 'Gwrthodwyd',
  unknown: 'Ddim yn hysbys',
  challenged: 'Anfonwyd yn ôl: mae angen mewngofnodi cryfach',
  checked: 'Gwiriwyd gennych chi',
  unconfirmed: 'Heb ei gadarnhau',
};

const faults: Record<Parameters<ActivityWords['broken']>[2], string> = {
  notALine: 'Ni ellir ei darllen.',
  previousDiffers: 'Nid yw’n dilyn o’r llinell o’i blaen.',
  sequenceDiffers: 'Nid yw ei rhif yn dilyn o’r llinell o’i blaen.',
  tornDiffers: 'Nid yw’r hyn y mae’n ei ddweud am linell a dorrwyd yn wir.',
};

const counted = pluralIn('cy');
const count = (lines: number) => counted(lines, { one: '1 llinell', two: '2 linell', other: `${lines} llinell` });
const tellIt = 'Dywedwch wrth eich desg gymorth TG leol. Maent yn gwybod pwy sy’n gofalu am gofnodion archwilio.';

export const cyActivityPage: ActivityWords = {
  failed: `Nid oedd modd darllen eich gweithgarwch. Rhowch gynnig arall arni yn nes ymlaen. ${tellIt}`,
  none: 'Nid oes dim wedi’i gofnodi amdanoch ar y cyfrifiadur hwn eto.',
  newest: (lines) => `Y mwyaf diweddar amdanoch ar y cyfrifiadur hwn: ${count(lines)}. Ni ddangosir rhai pobl eraill.`,
  tableTitle: 'Beth wnaethoch chi',
  time: 'Amser',
  what: 'Beth',
  outcome: 'Canlyniad',
  role: 'Rôl',
  level: 'Lefel',
  correlationId: 'ID cydberthyn (correlation ID)',
  nothing: 'Dim',
  gone: 'gweithred nad yw wedi’i gosod yma bellach',
  whatHappened: (event, action) =>
    action === null ? (events[event] ?? event) : `${events[event] ?? event}: ${action}`,
  outcomes: (outcome) => outcomes[outcome] ?? outcome,
  roleAt: (role, organisationCode) => `${role} (${organisationCode})`,
  levels: (level) => `AAL${level}`,
  aboutTitle: 'Beth sy’n cael ei gofnodi amdanoch',
  about: [
    'Pryd rydych yn mewngofnodi, yn cloi, yn datgloi, yn newid eich rôl ac yn allgofnodi, a phob gweithred rydych yn ei hanfon.',
    'Eich ID defnyddiwr CIS2, eich rôl, eich sefydliad, eich lefel sicrwydd a sut y gwnaethoch brofi pwy ydych chi.',
    'Byth enw na rhif GIG claf, na’r hyn a lenwyd gennych.',
  ],
  aboutWhy:
    'Mae eich sefydliad yn cadw’r cofnodion hyn i ddangos pwy wnaeth beth. Ni allwch eu newid na’u dileu. Gofynnwch i’ch tîm llywodraethu gwybodaeth am faint y cânt eu cadw.',
  checkTitle: 'A yw’r cofnod yn gyfan?',
  checkLead:
    'Mae pob llinell yn profi’r un o’i blaen, felly mae newid y tu mewn i’r cofnod yn dangos. Mae hyn yn edrych ar linellau pawb.',
  check: 'Gwirio bod y cofnod yn gyfan',
  checking: 'Yn gwirio…',
  whole: (lines) => `Mae’r cofnod yn gyfan: ${count(lines)}, ac mae pob un yn dilyn o’r un o’i blaen.`,
  healed: (times) =>
    `Torrwyd llinell ${counted(times, { one: 'unwaith', two: 'ddwywaith', other: `${times} gwaith` })} oherwydd i’r ap neu’r cyfrifiadur stopio. Mae’r cofnod ei hun yn dweud hynny.`,
  limits:
    'Nid yw hyn yn dangos a oes llinellau ar goll ar ei ddiwedd. Ar y rhan fwyaf o gyfrifiaduron gall eich tîm TG weld hynny o gofnod y system.',
  broken: (file, line, why) =>
    `Mae’r cofnod wedi’i newid. Llinell ${line} o ${file} yw’r gyntaf nad yw’n ffitio. ${faults[why]} ${tellIt}`,
  unreadable: `Nid oedd modd darllen y cofnod. ${tellIt}`,
  notChecked: 'Ni wiriwyd y cofnod. Rhowch gynnig arall arni yn nes ymlaen.',
};
