// Welsh: needs review by a Welsh speaker.
import type { FindingCode, Layer } from '../../preload/diagnostics.ts';
import type { FactTexts, FindingWords } from './en-findings.ts';

const say = (says: FindingWords['says'], todo?: string): FindingWords => ({
  says,
  ...(todo !== undefined && { todo }),
});

const layers: Record<Layer, string> = {
  name: 'Nid oedd modd dod o hyd i’w enw (DNS).',
  connection: 'Nid oedd modd cysylltu: efallai fod mur gwarchod yn y ffordd.',
  proxy: 'Ni adawodd y dirprwy ni drwodd.',
  certificate: 'Ni dderbyniwyd ei dystysgrif (TLS).',
  time: 'Ni atebodd mewn pryd.',
  offline: 'Nid oes rhwydwaith gan y cyfrifiadur hwn.',
  service: 'Atebodd rhywbeth, ond nid fel y mae’r gwasanaeth mewngofnodi’n ateb.',
  unknown: 'Ni ddywedodd y rhwydwaith pam.',
};

const layer = (facts: FactTexts) => layers[facts.layer as Layer] ?? layers.unknown;
const others = (count: string) => (count === '1' ? '' : ` (ac eraill: ${count} i gyd)`);
const notYourCard = 'Nid eich cerdyn na’ch cod pas yw’r achos.';
const letThrough = 'Gofynnwch am adael y cyfeiriad hwn drwy’r mur gwarchod, y dirprwy a’r hidlydd gwe.';
const openIt = `Agorwch y cyfeiriad hwn mewn porwr: mae tudalen eich sefydliad yn golygu ei fod wedi’i rwystro. ${letThrough}`;
const setTime =
  'Gofynnwch am osod y cloc gan weinydd amser. Tan hynny, efallai y bydd eich mewngofnodi’n cael ei wrthod.';
const tellGateway = 'Rhaid i bwy bynnag sy’n rhedeg gwasanaeth mewngofnodi eich sefydliad edrych arno.';
const atEachStart = 'Mae mewngofnodi’n gweithio, ond rhaid mewngofnodi eto bob tro y bydd CIS2 Desktop yn dechrau.';

export const cyFindings: Record<FindingCode, FindingWords> = {
  POLICY_READ: say(() => 'Cafwyd hyd i’r gosodiadau ac maent yn dda.'),
  POLICY_MISSING: say(
    () => 'Nid oes gosodiadau ar gyfer CIS2 Desktop ar y cyfrifiadur hwn, felly ni all neb fewngofnodi.',
    'Gofynnwch am osod CIS2 Desktop ar y cyfrifiadur hwn.',
  ),
  POLICY_REFUSED: say(
    ({ error }) => `Cafwyd hyd i’r gosodiadau, ond ni ellir eu defnyddio (${error}).`,
    'Gofynnwch am gywiro gosodiadau CIS2 Desktop. Mae’r sgrin gyntaf yn dweud pa rai.',
  ),
  POLICY_KEYS_REFUSED: say(
    ({ key, count }) => `Gwrthodwyd gosodiadau: ${count}. Y cyntaf: ${key}.`,
    'Mae CIS2 Desktop yn gweithio hebddynt. Mae “Rheolir gan eich sefydliad” yn eu rhestru.',
  ),
  VERSION_CURRENT: say(({ version, days }) => `Fersiwn ${version}, a wnaed ${days} diwrnod yn ôl.`),
  VERSION_AGE_UNKNOWN: say(({ version }) => `Fersiwn ${version}. Ni allwn ddweud pa mor hen yw hi.`),
  VERSION_OLD: say(
    ({ version, days }) => `Gwnaed fersiwn ${version} ${days} diwrnod yn ôl a gall fod heb atgyweiriadau diogelwch.`,
    'Gofynnwch am fersiwn newydd.',
  ),
  VERSION_TOO_OLD: say(
    ({ version, expected }) => `Mae fersiwn ${version} yn hŷn na ${expected}, y mae eich sefydliad yn gofyn amdani.`,
    'Ni all neb fewngofnodi gyda hi. Gofynnwch am fersiwn newydd.',
  ),
  CLOCK_RIGHT: say(({ host }) => `Mae’n cytuno â chloc ${host}.`),
  CLOCK_AHEAD: say(({ seconds, host }) => `Mae ${seconds} eiliad o flaen cloc ${host}.`, setTime),
  CLOCK_BEHIND: say(({ seconds, host }) => `Mae ${seconds} eiliad y tu ôl i gloc ${host}.`, setTime),
  CLOCK_DRIFTS_AHEAD: say(({ seconds, host }) => `Mae ${seconds} eiliad o flaen cloc ${host}.`, setTime),
  CLOCK_DRIFTS_BEHIND: say(({ seconds, host }) => `Mae ${seconds} eiliad y tu ôl i gloc ${host}.`, setTime),
  CLOCK_NO_ANSWER: say(({ host }) => `Ni atebodd ${host}, felly nid oedd cloc i gymharu ag ef.`),
  CLOCK_NOT_TOLD: say(({ host }) => `Ni ddywedodd ${host} faint o’r gloch yw hi.`),
  DNS_FOUND: say(({ host }) => `Cafwyd hyd i ${host}.`),
  DNS_NOT_NEEDED: say(({ host }) => `Mae ${host} yn gyfeiriad yn barod.`),
  DNS_BY_PROXY: say(({ host }) => `Y dirprwy sy’n chwilio am ${host}, nid y cyfrifiadur hwn.`),
  DNS_WAY_UNKNOWN: say(({ host }) => `Ni wyddom ai’r cyfrifiadur hwn ynteu dirprwy sy’n chwilio am ${host}.`),
  DNS_NOT_FOUND: say(
    ({ host, error }) => `Ni all y cyfrifiadur hwn ddod o hyd i gyfeiriad ${host} (${error}). ${notYourCard}`,
    'Gwiriwch fod rhwydwaith gan y cyfrifiadur. Yna gofynnwch am edrych ar y gweinyddion DNS.',
  ),
  DNS_SLOW: say(
    ({ host, milliseconds }) => `Cafwyd hyd i ${host}, ond cymerodd ${milliseconds} milieiliad.`,
    'Gofynnwch am edrych ar y gweinyddion DNS.',
  ),
  PROXY_DIRECT: say(({ host }) => `Mae’r cyfrifiadur hwn yn mynd i ${host} yn uniongyrchol, heb ddirprwy.`),
  PROXY_USED: say(({ host, proxy }) => `Mae’r cyfrifiadur hwn yn mynd i ${host} drwy ${proxy}, ac yn cael ateb.`),
  PROXY_UNKNOWN: say(
    ({ host }) => `Ni ddywedodd y system sut i gyrraedd ${host}.`,
    'Gofynnwch am edrych ar osodiadau dirprwy’r cyfrifiadur hwn.',
  ),
  PROXY_FOR_LOOPBACK: say(
    ({ proxy }) =>
      `Anfonir hyd yn oed gyfeiriadau’r cyfrifiadur hwn ei hun at ${proxy}. Ar ôl mewngofnodi, efallai na fydd eich porwr yn gallu dod yn ôl yma.`,
    'Gofynnwch am adael 127.0.0.1 a localhost allan o osodiadau’r dirprwy.',
  ),
  PROXY_WANTS_LOG_IN: say(
    ({ proxy, error }) => `Mae ${proxy} eisiau enw a chyfrinair (${error}), na fydd CIS2 Desktop byth yn eu rhoi.`,
    'Gofynnwch am adael cyfeiriadau’r gwasanaeth mewngofnodi drwodd hebddynt.',
  ),
  PROXY_SCRIPT_FAILED: say(
    ({ error }) => `Ni ellid defnyddio’r sgript sy’n dewis y dirprwy (PAC) (${error}).`,
    'Gofynnwch am edrych ar osodiadau dirprwy’r cyfrifiadur hwn.',
  ),
  PROXY_REFUSED_HOST: say(({ proxy, host, error }) => `Ni chysylltodd ${proxy} ni â ${host} (${error}).`, letThrough),
  PROXY_NOT_REACHED: say(
    ({ proxy, error }) => `Ni ellid defnyddio ${proxy} (${error}).`,
    'Gwiriwch fod rhwydwaith gan y cyfrifiadur. Yna gofynnwch am edrych ar y dirprwy.',
  ),
  PROXY_NO_ANSWER: say(
    ({ proxy, host, error }) => `Gofynnwyd i ${proxy} am ${host}, heb ateb da (${error}).`,
    'Efallai mai’r dirprwy, hidlydd gwe neu’r gwasanaeth mewngofnodi a’i rhoddodd. Gofynnwch am edrych ar y cyfeiriad hwn yn y dirprwy.',
  ),
  TCP_CONNECTED: say(({ host, port }) => `Mae ${host} yn derbyn cysylltiadau ar borth ${port}.`),
  TCP_BY_PROXY: say(({ host }) => `Y dirprwy sy’n cysylltu â ${host}, nid y cyfrifiadur hwn.`),
  TCP_WAY_UNKNOWN: say(({ host }) => `Ni wyddom ai’r cyfrifiadur hwn ynteu dirprwy sy’n cysylltu â ${host}.`),
  TCP_NO_ADDRESS: say(({ host }) => `Nid oes cyfeiriad ar gyfer ${host} i gysylltu ag ef.`),
  TCP_REFUSED: say(
    ({ host, port, error }) => `Gwrthododd ${host} gysylltiad ar borth ${port} (${error}). ${notYourCard}`,
    'Efallai fod y gwasanaeth i lawr, neu fod mur gwarchod yn y ffordd. Rhowch gynnig arall arni ymhen ychydig funudau.',
  ),
  TCP_TIMED_OUT: say(({ host, port }) => `Ni atebodd ${host} ar borth ${port}. ${notYourCard}`, letThrough),
  TCP_NOT_CONNECTED: say(
    ({ host, port, error }) => `Nid oedd modd cysylltu â ${host} ar borth ${port} (${error}). ${notYourCard}`,
    letThrough,
  ),
  TLS_GOOD: say(({ host, version, issuer }) => `${version} gyda ${host}. Daw ei dystysgrif gan ${issuer}.`),
  TLS_NOT_USED: say(({ host }) => `Mae ${host} ar y cyfrifiadur hwn ac nid yw’n defnyddio un.`),
  TLS_BY_PROXY: say(
    ({ host }) => `Mae’r cysylltiad â ${host} yn mynd drwy ddirprwy, felly ni ellir edrych arno o’r fan hon.`,
  ),
  TLS_WAY_UNKNOWN: say(
    ({ host }) => `Ni wyddom a yw’r cysylltiad â ${host} yn mynd drwy ddirprwy, felly nid edrychwyd arno o’r fan hon.`,
  ),
  TLS_NO_CONNECTION: say(({ host }) => `Nid oes cysylltiad â ${host} y gellid ei ddiogelu.`),
  TLS_NO_HANDSHAKE: say(
    ({ host, error }) => `Nid oedd modd cytuno ar gysylltiad diogel â ${host} (${error}).`,
    'Efallai fod mur gwarchod neu’r gwasanaeth yn rhy hen neu’n rhy gaeth. Mae angen TLS 1.2 neu 1.3.',
  ),
  TLS_CERTIFICATE_EXPIRED: say(
    ({ host, certificate, days }) => `Daeth tystysgrif ${certificate} ${host} i ben ${days} diwrnod yn ôl.`,
    `Os yw cloc y cyfrifiadur hwn yn gywir: ${tellGateway}`,
  ),
  TLS_WRONG_NAME: say(
    ({ host, certificate }) => `Mae’r dystysgrif ar gyfer ${certificate}, nid ${host}: atebodd rhywbeth arall.`,
    'Gall hidlydd gwe neu gyfeiriad anghywir fod yn achos.',
  ),
  TLS_NOT_TRUSTED: say(
    ({ host, issuer, error }) =>
      `Nid yw’r cyfrifiadur hwn yn derbyn tystysgrif ${host}, a ddaw gan ${issuer} (${error}).`,
    'Os yw eich sefydliad yn edrych i mewn i draffig, rhaid gosod ei dystysgrif ar y cyfrifiadur hwn, neu adael y cyfeiriad hwn allan.',
  ),
  TLS_WANTS_CLIENT_CERTIFICATE: say(
    ({ host, error }) =>
      `Mae ${host} eisiau tystysgrif gan y cyfrifiadur hwn, ac ni chafodd un y mae’n ei derbyn (${error}).`,
    'Gosodiadau eich sefydliad sy’n penderfynu pa dystysgrif y ceir ei rhoi. Gofynnwch am edrych arnynt.',
  ),
  TLS_TRUST_UNKNOWN: say(
    ({ host, issuer, error }) =>
      `Daw tystysgrif ${host} gan ${issuer}, nad ydym yn ei adnabod fel awdurdod cyhoeddus. Ni allem weld a yw’r cyfrifiadur hwn yn ymddiried ynddi, gan i’n cais ein hunain dorri (${error}).`,
    'Efallai mai dyfais sy’n edrych i mewn i’r traffig hwn yw’r achos. Gofynnwch am adael y gwasanaeth mewngofnodi allan o hynny.',
  ),
  TLS_NO_ANSWER: say(
    ({ host, version, issuer, error }) =>
      `Cytunwyd ar ${version} gyda ${host}, â thystysgrif gan ${issuer}. Ond ni chafodd ein cais ein hunain ateb (${error}).`,
    'Efallai fod mur gwarchod neu hidlydd gwe yn torri’r cysylltiad. Gofynnwch am edrych ar y cyfeiriad hwn yno.',
  ),
  TLS_OLD_VERSION: say(
    ({ host, version }) => `Dim ond ${version} y mae ${host} yn ei gynnig.`,
    'Mae angen TLS 1.2 neu 1.3.',
  ),
  TLS_INTERCEPTING_ISSUER: say(
    ({ host, issuer }) =>
      `Daw tystysgrif ${host} gan ${issuer}, nad ydym yn ei adnabod fel awdurdod cyhoeddus. Mae’r cyfrifiadur hwn yn ymddiried ynddi.`,
    'Yn fwyaf tebygol, mae dyfais eich sefydliad yn edrych i mewn i’r traffig hwn. Mae’n well gadael y gwasanaeth mewngofnodi allan o hynny.',
  ),
  TLS_CHAIN_INCOMPLETE: say(
    ({ host, issuer }) =>
      `Daw tystysgrif ${host} gan ${issuer}, ac ni anfonwyd dim gyda hi sy’n dweud pwy sy’n tystio dros ${issuer}. Mae’r cyfrifiadur hwn yn ei derbyn er hynny.`,
    `Efallai na fydd cyfrifiaduron eraill. Os dyfais eich sefydliad sy’n edrych i mewn i draffig ydyw, gadewch y gwasanaeth mewngofnodi allan o hynny. Fel arall: ${tellGateway}`,
  ),
  TLS_CHAIN_DOUBTFUL: say(
    ({ host, error }) =>
      `Mae rhywbeth o’i le ar y tystysgrifau y mae ${host} yn eu hanfon (${error}). Mae’r cyfrifiadur hwn yn eu derbyn er hynny.`,
    `Efallai na fydd cyfrifiaduron eraill. ${tellGateway}`,
  ),
  TLS_EXPIRES_SOON: say(
    ({ host, days }) => `Daw tystysgrif ${host} i ben ymhen ${days} diwrnod.`,
    `Nid oes dim o’i le eto. ${tellGateway}`,
  ),
  DISCOVERY_GOOD: say(({ host }) => `Mae ${host} yn ateb fel gwasanaeth mewngofnodi.`),
  DISCOVERY_NO_ALGORITHM: say(({ host, expected }) => `Nid yw ${host} yn llofnodi â ${expected}.`, tellGateway),
  DISCOVERY_NO_PKCE: say(({ host, expected }) => `Nid yw ${host} yn cynnig PKCE â ${expected}.`, tellGateway),
  DISCOVERY_UNREACHABLE: say(
    (facts) => `Ni ellir cyrraedd ${facts.host}. ${layer(facts)} ${notYourCard} (${facts.error})`,
    letThrough,
  ),
  DISCOVERY_REDIRECTED: say(
    ({ host }) => `Anfonodd ${host} ni i rywle arall. ${layers.service}`,
    'Mae rhai rhwydweithiau am i chi gytuno i rywbeth mewn porwr yn gyntaf. Fel arall gall hidlydd gwe fod yn achos.',
  ),
  DISCOVERY_OTHER_ISSUER: say(
    ({ host }) => `Mae ${host} yn galw ei hun wrth enw gwahanol i’r un yn y gosodiadau.`,
    'Rhaid i’r cyhoeddwr yn y gosodiadau fod yr union destun y mae’r gwasanaeth yn ei roi, hyd at y nod olaf.',
  ),
  DISCOVERY_NOT_HTTPS: say(({ host }) => `Mae ${host} yn enwi cyfeiriad nad yw’n ddiogel (https).`, tellGateway),
  DISCOVERY_SERVICE_FAILED: say(
    ({ host }) => `Mae ${host} yn dweud bod nam arno.`,
    'Rhowch gynnig arall arni ymhen ychydig funudau. Os yw’n parhau, dywedwch wrth eich desg gymorth TG leol.',
  ),
  DISCOVERY_BAD_ANSWER: say(
    ({ host }) => `Nid atebodd ${host} â’r hyn y mae gwasanaeth mewngofnodi’n ei ddweud. ${layers.service}`,
    'Tudalen hidlydd gwe yn ei le yw’r achos mwyaf tebygol.',
  ),
  KEYS_USABLE: say(({ count }) => `Allweddi da: ${count}.`),
  KEYS_NO_DISCOVERY: say(() => 'Heb ateb gan y gwasanaeth mewngofnodi ni ŵyr neb ble maen nhw.'),
  KEYS_NOT_REACHED: say(
    (facts) => `Ni ellir cyrraedd ${facts.host}, lle maen nhw. ${layer(facts)} (${facts.error})`,
    letThrough,
  ),
  KEYS_NOT_READ: say(({ host }) => `Ni ellid darllen allweddi ${host}.`, tellGateway),
  KEYS_NONE_USABLE: say(({ host }) => `Ni ellir defnyddio dim un o allweddi ${host}.`, tellGateway),
  ALLOW_LIST_OPEN: say(({ count }) => `Maent i gyd yn ateb: ${count}. Nid edrychwyd ar yr hyn a ddywedant.`),
  ALLOW_LIST_NO_HSCN: say(
    ({ count, host }) =>
      `Maent i gyd yn ateb: ${count}. Nid yw ${host}, ac felly y dylai fod y tu allan i rwydwaith y GIG (HSCN).`,
  ),
  ALLOW_LIST_BLOCKED: say(
    (facts) => `Ni ellir cyrraedd ${facts.host}${others(facts.count)}. ${layer(facts)} (${facts.error})`,
    letThrough,
  ),
  ALLOW_LIST_REFUSED: say(
    ({ host, status, count }) =>
      `Atebodd rhywbeth dros ${host}${others(count)}, ond gwrthododd ni (HTTP ${status}). Efallai ei fod yn gwneud hynny ei hun, neu fod dirprwy neu hidlydd gwe wedi ateb yn ei le.`,
    openIt,
  ),
  ALLOW_LIST_REDIRECTED: say(
    ({ host, actual, count }) =>
      `Atebodd rhywbeth dros ${host}${others(count)}, ond anfonodd ni i ${actual === '' ? 'rywle arall' : actual}. Efallai ei fod yn gwneud hynny ei hun, neu fod dirprwy neu hidlydd gwe wedi ateb yn ei le.`,
    openIt,
  ),
  ALLOW_LIST_NONE: say(() => 'Nid yw’r gosodiadau’n enwi dim un.'),
  BROWSER_FOUND: say(({ browser }) => `Mae mewngofnodi’n agor ${browser}.`),
  BROWSER_BY_POLICY: say(({ browser }) => `Dewisodd eich sefydliad ef: ${browser}.`),
  BROWSER_NOT_INSTALLED: say(
    ({ browser }) => `Dewisodd eich sefydliad ${browser}, ac nid yw lle y dylai fod ar y cyfrifiadur hwn.`,
    'Ni all neb fewngofnodi nes y bydd. Gofynnwch am ei osod, neu am ddewis porwr arall yn y gosodiadau.',
  ),
  BROWSER_NO_PRIVATE_WINDOW: say(
    ({ browser }) =>
      `Dewisodd eich sefydliad ${browser} gyda ffenestr breifat, ac ni ŵyr CIS2 Desktop sut i agor un ynddo.`,
    'Ni all neb fewngofnodi tan hynny. Gofynnwch am ddewis porwr arall yn y gosodiadau, neu ddim ffenestr breifat.',
  ),
  BROWSER_NONE: say(
    () => 'Nid oes porwr ar y cyfrifiadur hwn sy’n agor cyfeiriadau gwe.',
    'Gofynnwch am wneud porwr yn un arferol. Gallwch gopïo’r ddolen fewngofnodi i unrhyw borwr o hyd.',
  ),
  LNA_NOT_READABLE: say(
    () => 'Ar y system hon ni ellir darllen rheolau’r porwyr o’r fan hon.',
    'Gall eich desg gymorth TG leol eu gweld yn y porwr yn chrome://policy neu edge://policy.',
  ),
  LNA_BLOCKED: say(
    ({ browser, key }) =>
      `Mae rheol ar gyfer ${browser} (${key}) yn atal tudalen Care Identity rhag siarad â meddalwedd cerdyn clyfar.`,
    'Ni fydd mewngofnodi â cherdyn clyfar yn gweithio yn y porwr hwnnw nes newid y rheol. Mae ffyrdd eraill yn gweithio.',
  ),
  LNA_COOKIES_BLOCKED: say(
    ({ browser, key }) => `Gall rheol ar gyfer ${browser} (${key}) atal meddalwedd cerdyn clyfar rhag gweithio.`,
    'Os ydych yn defnyddio cerdyn clyfar, gofynnwch am adael [*.]localhost allan o’r rheol honno.',
  ),
  LNA_ALLOWED: say(
    ({ browser }) => `Mae ${browser} yn gadael i dudalen Care Identity siarad â meddalwedd cerdyn clyfar.`,
  ),
  LNA_NOT_SET: say(
    () =>
      'Nid oes rheol. Efallai y bydd y porwr yn gofyn unwaith a gaiff tudalen siarad â rhaglenni ar y cyfrifiadur hwn.',
    'Os ydych yn defnyddio cerdyn clyfar, atebwch “Caniatáu”.',
  ),
  PORTS_FREE: say(() => 'Mae porth rhydd i’r porwr ddod yn ôl iddo, ac mae’n derbyn galwadau.'),
  PORTS_LISTED_FREE: say(
    ({ port }) => `Mae porth i’r porwr ddod yn ôl iddo yn rhydd, ac yn derbyn galwadau (${port}).`,
  ),
  PORTS_RESERVED: say(
    ({ port }) => `Mae’r gosodiadau’n enwi porth ${port}, y mae ei angen ar feddalwedd cerdyn clyfar y GIG.`,
    'Gofynnwch am borth arall yn y gosodiadau.',
  ),
  PORTS_NOT_CALLABLE: say(
    ({ port, error }) =>
      `Mae porth ${port} y cyfrifiadur hwn ar agor, ond mae galwadau iddo wedi’u rhwystro (${error}).`,
    'Gofynnwch i feddalwedd diogelwch adael llonydd i alwadau i 127.0.0.1.',
  ),
  PORTS_SOME_TAKEN: say(
    ({ port, actual }) => `O’r pyrth ${port} mae rhai yn cael eu defnyddio gan raglen arall; mae ${actual} yn rhydd.`,
    'Mae mewngofnodi’n gweithio. Gofynnwch am fwy o byrth yn y gosodiadau os nad yw weithiau.',
  ),
  PORTS_NONE_FREE: say(
    ({ port }) => `Nid oes porth yn rhydd i’r porwr ddod yn ôl iddo${port === '' ? '' : ` (${port})`}.`,
    'Caewch raglenni eraill neu ailgychwynnwch y cyfrifiadur. Yna gofynnwch am byrth eraill yn y gosodiadau.',
  ),
  KEYCHAIN_GOOD: say(() => 'Ysgrifennwyd cofnod, ei ddarllen a’i ddileu eto.'),
  KEYCHAIN_NOT_NEEDED: say(() => 'Nid yw cyfrifiadur a rennir byth yn cadw sesiwn, felly ni chaiff ei ddefnyddio.'),
  KEYCHAIN_OTHER_VALUE: say(() => 'Ni roddodd yn ôl yr hyn a ysgrifennwyd.', atEachStart),
  KEYCHAIN_NOT_DELETED: say(
    () => 'Ni ddywedodd fod ein cofnod wedi’i ddileu.',
    'Enw’r cofnod yw “connection check” ac nid oes cyfrinach ynddo.',
  ),
  KEYCHAIN_SLOW: say(() => 'Ni atebodd mewn pryd.', atEachStart),
  KEYCHAIN_LOCKED: say(
    () => 'Mae dan glo.',
    'Datglowch ef, neu fewngofnodwch i’r cyfrifiadur eto. Tan hynny rhaid mewngofnodi eto bob tro y bydd CIS2 Desktop yn dechrau.',
  ),
  KEYCHAIN_UNAVAILABLE: say(() => 'Nid oes un y gallwn ei ddefnyddio ar y cyfrifiadur hwn.', atEachStart),
  SMARTCARD_NOT_HERE: say(() => 'Ar gyfer Windows y mae. Ar y system hon, mewngofnodwch mewn ffordd arall.'),
  SMARTCARD_OTHER_MAKER: say(
    ({ source }) => `Mae meddalwedd cerdyn clyfar ${source} yn rhedeg. Nid yw NHS England yn ei chynnal.`,
    'Os nad yw eich cerdyn clyfar yn gweithio, gofynnwch i’ch desg gymorth TG leol.',
  ),
  SMARTCARD_READY: say(({ port }) => `Mae rhywbeth yn ateb ar borth ${port}, sef un NHS Credential Management.`),
  SMARTCARD_NOT_SEEN: say(() => 'Ni atebodd NHS Credential Management, ac ni allwn weld a yw’n rhedeg.'),
  SMARTCARD_NOT_LISTENING: say(
    ({ port }) => `Mae meddalwedd cerdyn clyfar y GIG yn rhedeg, ond nid yw’n ateb ar borth ${port}.`,
    'Ailgychwynnwch y cyfrifiadur. Dim ond ar gyfer mewngofnodi â cherdyn clyfar y mae ei hangen.',
  ),
  SMARTCARD_NOT_RUNNING: say(
    () => 'Nid ydym yn gweld NHS Credential Management yn rhedeg.',
    'Dim ond ar gyfer mewngofnodi â cherdyn clyfar y mae ei angen. Ar ôl ei osod mae’n dechrau y tro nesaf y byddwch yn mewngofnodi i’r cyfrifiadur.',
  ),
  DISK_GOOD: say(({ megabytes }) => `Mae lle (${megabytes} MB), a gallwn ysgrifennu.`),
  DISK_FULL: say(
    ({ megabytes }) => `Dim ond ${megabytes} MB sydd ar ôl.`,
    'Gwnewch le. Hebddo ni all CIS2 Desktop gofnodi’r hyn a wnewch, ac nid yw’n gadael i chi ei wneud.',
  ),
  DISK_NOT_WRITABLE: say(
    ({ error }) => `Ni all CIS2 Desktop ysgrifennu i’w ffolder ei hun (${error}).`,
    'Gofynnwch am edrych ar hawliau’r ffolder a’r lle ar y ddisg.',
  ),
  NO_PROVIDER: say(() => 'Heb osodiadau ni ŵyr neb pa wasanaeth mewngofnodi i’w holi.'),
  TIMED_OUT: say(
    ({ seconds }) => `Cymerodd hyn fwy na ${seconds} eiliad, felly rhoddwyd y gorau i aros.`,
    'Rhowch gynnig arall arni.',
  ),
  CHECK_BROKE: say(
    ({ error }) => `Methodd y gwiriad hwn ei hun (${error}).`,
    'Rhowch gynnig arall arni, ac anfonwch y bwndel cymorth.',
  ),
};
