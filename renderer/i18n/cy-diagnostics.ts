// Welsh: needs review by a Welsh speaker.
import { cyFindings } from './cy-findings.ts';
import type { DiagnosticsWords } from './en-diagnostics.ts';

export const cyDiagnostics: DiagnosticsWords = {
  checks: {
    policy: 'Gosodiadau eich sefydliad',
    version: 'Fersiwn CIS2 Desktop',
    clock: 'Cloc y cyfrifiadur hwn',
    dns: 'Dod o hyd i’r gwasanaeth mewngofnodi wrth ei enw',
    proxy: 'Ffordd i’r rhyngrwyd',
    tcp: 'Cysylltiad â’r gwasanaeth mewngofnodi',
    tls: 'Cysylltiad diogel',
    discovery: 'Ateb y gwasanaeth mewngofnodi',
    signingKeys: 'Allweddi llofnodi’r gwasanaeth mewngofnodi',
    allowList: 'Gwasanaethau eraill y mae eu hangen',
    browser: 'Porwr gwe',
    localNetworkAccess: 'Rheolau’r porwr ar gyfer rhaglenni ar y cyfrifiadur hwn',
    loopbackPorts: 'Ffordd yn ôl o’r porwr',
    keychain: 'Storfa gyfrineiriau’r cyfrifiadur hwn',
    smartcard: 'Meddalwedd cerdyn clyfar y GIG',
    disk: 'Disg',
  },
  verdicts: { fail: 'Problem', warn: 'Rhybudd', pass: 'Da', notRun: 'Heb ei wirio' },
  verdictTitles: { fail: 'Problemau', warn: 'Rhybuddion', pass: 'Da', notRun: 'Heb eu gwirio yma' },
  fixers: {
    you: 'Gallwch drwsio hyn eich hun.',
    localIt: 'Gall eich desg gymorth TG leol drwsio hyn.',
    registrationAuthority: 'Gall eich Awdurdod Cofrestru drwsio hyn.',
    nationalServiceDesk: 'Gall y Ddesg Gwasanaeth Genedlaethol drwsio hyn, drwy eich desg gymorth TG leol.',
  },
  findings: cyFindings,
  errorNumbers: [
    {
      code: '400_645',
      means:
        'Nid oedd modd defnyddio’r cerdyn clyfar: nid yw’r feddalwedd yn rhedeg, mae’n rhy hen neu newydd ei gosod; neu nid yw’r cerdyn yn y darllenydd, mae’n ddiffygiol neu heb rolau. Gwiriwch y cerdyn, ailgychwynnwch y cyfrifiadur, yna gofynnwch.',
      fixer: 'localIt',
    },
    {
      code: '1002 (ERR1002)',
      means:
        'Nid oedd modd darllen y cerdyn. Gan amlaf nid yw’r rhwydwaith yn gadael y cyfeiriadau sydd eu hangen drwodd. Hefyd: dim cerdyn yn y darllenydd, mwy nag un cerdyn, neu yrrwr hen.',
      fixer: 'localIt',
    },
    {
      code: '1000',
      means:
        'Nam ar feddalwedd cerdyn clyfar neu rwydwaith y cyfrifiadur hwn. Mae sawl achos; mae’r gwiriadau uchod yn dod o hyd i’r rhan fwyaf.',
      fixer: 'localIt',
    },
  ],
  lead: 'Mae hyn yn edrych ar bopeth rhwng y cyfrifiadur hwn a’r gwasanaeth mewngofnodi. Mae’n cymryd 10 eiliad ar y mwyaf, nid yw’n newid dim ac nid yw’n anfon adroddiad at neb.',
  run: 'Gwirio nawr',
  runAgain: 'Gwirio eto',
  copy: 'Copïo’r canlyniadau',
  bundle: 'Bwndel cymorth…',
  progress: (done, total) => `${done} o ${total} gwiriad wedi’u gwneud`,
  finished: (problems, warnings) =>
    problems + warnings === 0
      ? 'Wedi gorffen. Ni chafwyd hyd i broblemau.'
      : `Wedi gorffen. Problemau: ${problems}. Rhybuddion: ${warnings}.`,
  notAsked: 'Ni ellid darllen y gwiriadau. Rhowch gynnig arall arni.',
  code: (code, milliseconds) => `Cod ${code}, ${milliseconds} ms`,
  numbersTitle: 'Rhifau gwall y gall y porwr eu dangos',
  numbersLead: 'Maent yn dod o dudalen Care Identity, nid o CIS2 Desktop.',
  supportBundle: {
    lead: 'Mae’r ffeiliau hyn yn helpu pwy bynnag sy’n edrych ar broblem. Ni anfonir dim: rydych yn cadw un ffeil zip ac yn penderfynu pwy sy’n ei chael.',
    reading: 'Wrthi’n casglu’r ffeiliau…',
    failed: 'Ni ellid casglu’r ffeiliau. Rhowch gynnig arall arni.',
    files: {
      'checks.json': 'Canlyniadau’r gwiriadau',
      'policy.json': 'Gosodiadau eich sefydliad, heb destunau',
      'system.json': 'Fersiynau CIS2 Desktop a’r system hon',
      'session-state.json': 'Sut mae’r sesiwn ddiwethaf, heb ddweud pwy',
      'log.jsonl': 'Llinellau diweddaraf y cofnod',
    },
    fileTitle: (title, name) => `${title} (${name})`,
    unchecked:
      'Nid yw’r gwiriadau wedi’u rhedeg. Ewch yn ôl a’u rhedeg yn gyntaf, er mwyn i’w canlyniadau fod yn y ffeil.',
    neverTitle: 'Beth nad yw byth ynddo',
    never: [
      'dim y gallai rhywun fewngofnodi ag ef: tocynnau, codau, codau pas',
      'enwau, rhifau defnyddiwr, rolau a sefydliadau pobl',
      'dim am gleifion, na’r hyn a lenwyd gennych',
      'enw’r cyfrifiadur hwn, eich cyfrif a’ch ffolderi',
      'testunau a ysgrifennodd eich sefydliad, a’r cofnod o’r hyn a wnaed',
    ],
    save: 'Cadw’r ffeil zip…',
    saving: 'Dewiswch ble i’w chadw.',
    saved: (fileName) => `Wedi’i chadw fel ${fileName}. Mae’n dal yr union beth a welwch yma.`,
    cancelled: 'Ni chadwyd dim.',
    notWritten:
      'Ni ellid ei chadw yno. Dewiswch ffolder arall, neu gofynnwch i’ch desg gymorth TG leol am le a hawliau.',
    back: 'Yn ôl i’r gwiriadau',
  },
};
