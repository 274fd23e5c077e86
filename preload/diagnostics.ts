import * as v from 'valibot';

/** The checks of screen 24, in the order in which they are told. */
export const checkIds = [
  'policy',
  'version',
  'clock',
  'dns',
  'proxy',
  'tcp',
  'tls',
  'discovery',
  'signingKeys',
  'allowList',
  'browser',
  'localNetworkAccess',
  'loopbackPorts',
  'keychain',
  'smartcard',
  'disk',
] as const;
export type CheckId = (typeof checkIds)[number];

/** Who can put it right. */
export const fixers = ['you', 'localIt', 'registrationAuthority', 'nationalServiceDesk'] as const;
export type Fixer = (typeof fixers)[number];

/** `notRun`: it makes no sense here, or what it needs has failed; `finding` says which. */
export const checkVerdicts = ['pass', 'warn', 'fail', 'notRun'] as const;
export type CheckVerdict = (typeof checkVerdicts)[number];

/**
 * Where a connection broke off (R5), as the fact `layer` has it. `service`: it answered, and what it said was of no use.
 */
export const layers = ['name', 'connection', 'proxy', 'certificate', 'time', 'offline', 'service', 'unknown'] as const;
export type Layer = (typeof layers)[number];

/** Names and numbers that the words of a finding have places for. None of them says anything about anybody. */
export const factNames = [
  'actual',
  'browser',
  'certificate',
  'count',
  'days',
  'error',
  'expected',
  'host',
  'issuer',
  'key',
  'layer',
  'megabytes',
  'milliseconds',
  'path',
  'port',
  'proxy',
  'seconds',
  'source',
  'status',
  'version',
] as const;
export type FactName = (typeof factNames)[number];
const fact = v.strictObject({ name: v.picklist(factNames), value: v.pipe(v.string(), v.maxLength(300)) });
export type Fact = v.InferOutput<typeof fact>;

/** What a check can find, as stable codes: `docs/admin/diagnostics.md` explains each, and the renderer has words for it. */
export const findingCodes = [
  'POLICY_MISSING',
  'POLICY_REFUSED',
  'POLICY_KEYS_REFUSED',
  'POLICY_READ',
  'VERSION_TOO_OLD',
  'VERSION_AGE_UNKNOWN',
  'VERSION_OLD',
  'VERSION_CURRENT',
  'CLOCK_RIGHT',
  'CLOCK_AHEAD',
  'CLOCK_BEHIND',
  'CLOCK_DRIFTS_AHEAD',
  'CLOCK_DRIFTS_BEHIND',
  'CLOCK_NO_ANSWER',
  'CLOCK_NOT_TOLD',
  'DNS_NOT_NEEDED',
  'DNS_BY_PROXY',
  'DNS_WAY_UNKNOWN',
  'DNS_NOT_FOUND',
  'DNS_SLOW',
  'DNS_FOUND',
  'PROXY_UNKNOWN',
  'PROXY_FOR_LOOPBACK',
  'PROXY_DIRECT',
  'PROXY_USED',
  'PROXY_WANTS_LOG_IN',
  'PROXY_SCRIPT_FAILED',
  'PROXY_REFUSED_HOST',
  'PROXY_NOT_REACHED',
  'PROXY_NO_ANSWER',
  'TCP_BY_PROXY',
  'TCP_WAY_UNKNOWN',
  'TCP_CONNECTED',
  'TCP_NO_ADDRESS',
  'TCP_REFUSED',
  'TCP_TIMED_OUT',
  'TCP_NOT_CONNECTED',
  'TLS_NOT_USED',
  'TLS_BY_PROXY',
  'TLS_WAY_UNKNOWN',
  'TLS_NO_CONNECTION',
  'TLS_NO_HANDSHAKE',
  'TLS_CERTIFICATE_EXPIRED',
  'TLS_WRONG_NAME',
  'TLS_NOT_TRUSTED',
  'TLS_WANTS_CLIENT_CERTIFICATE',
  'TLS_TRUST_UNKNOWN',
  'TLS_NO_ANSWER',
  'TLS_OLD_VERSION',
  'TLS_INTERCEPTING_ISSUER',
  'TLS_CHAIN_INCOMPLETE',
  'TLS_CHAIN_DOUBTFUL',
  'TLS_EXPIRES_SOON',
  'TLS_GOOD',
  'DISCOVERY_NO_ALGORITHM',
  'DISCOVERY_NO_PKCE',
  'DISCOVERY_GOOD',
  'DISCOVERY_UNREACHABLE',
  'DISCOVERY_REDIRECTED',
  'DISCOVERY_OTHER_ISSUER',
  'DISCOVERY_NOT_HTTPS',
  'DISCOVERY_SERVICE_FAILED',
  'DISCOVERY_BAD_ANSWER',
  'KEYS_NO_DISCOVERY',
  'KEYS_NOT_REACHED',
  'KEYS_NOT_READ',
  'KEYS_USABLE',
  'KEYS_NONE_USABLE',
  'ALLOW_LIST_NONE',
  'ALLOW_LIST_BLOCKED',
  'ALLOW_LIST_REFUSED',
  'ALLOW_LIST_REDIRECTED',
  'ALLOW_LIST_OPEN',
  'ALLOW_LIST_NO_HSCN',
  'BROWSER_BY_POLICY',
  'BROWSER_NOT_INSTALLED',
  'BROWSER_NO_PRIVATE_WINDOW',
  'BROWSER_NONE',
  'BROWSER_FOUND',
  'LNA_NOT_READABLE',
  'LNA_BLOCKED',
  'LNA_COOKIES_BLOCKED',
  'LNA_ALLOWED',
  'LNA_NOT_SET',
  'PORTS_RESERVED',
  'PORTS_NOT_CALLABLE',
  'PORTS_SOME_TAKEN',
  'PORTS_FREE',
  'PORTS_LISTED_FREE',
  'PORTS_NONE_FREE',
  'KEYCHAIN_NOT_NEEDED',
  'KEYCHAIN_OTHER_VALUE',
  'KEYCHAIN_GOOD',
  'KEYCHAIN_NOT_DELETED',
  'KEYCHAIN_SLOW',
  'KEYCHAIN_LOCKED',
  'KEYCHAIN_UNAVAILABLE',
  'SMARTCARD_NOT_HERE',
  'SMARTCARD_OTHER_MAKER',
  'SMARTCARD_READY',
  'SMARTCARD_NOT_SEEN',
  'SMARTCARD_NOT_LISTENING',
  'SMARTCARD_NOT_RUNNING',
  'DISK_FULL',
  'DISK_GOOD',
  'DISK_NOT_WRITABLE',
  'NO_PROVIDER',
  'TIMED_OUT',
  'CHECK_BROKE',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** One finding: its code is one of `findingCodes`, or of a later version. */
const checkResult = v.strictObject({
  id: v.picklist(checkIds),
  verdict: v.picklist(checkVerdicts),
  finding: v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]{2,60}$/)),
  facts: v.array(fact),
  fixer: v.nullable(v.picklist(fixers)),
  durationMs: v.number(),
});
export type CheckResult = v.InferOutput<typeof checkResult>;

export const diagnosticsView = v.variant('kind', [
  v.strictObject({ kind: v.literal('notRun') }),
  v.strictObject({ kind: v.literal('running'), results: v.array(checkResult), total: v.number() }),
  v.strictObject({ kind: v.literal('finished'), results: v.array(checkResult), atMs: v.number() }),
]);
export type DiagnosticsView = v.InferOutput<typeof diagnosticsView>;

/** What the support bundle would hold, file by file, before anything is written (screen 25). */
export const bundlePreview = v.strictObject({
  files: v.array(v.strictObject({ name: v.string(), text: v.string() })),
});
export type BundlePreview = v.InferOutput<typeof bundlePreview>;

export const bundleSaved = v.variant('kind', [
  v.strictObject({ kind: v.literal('saved'), fileName: v.string() }),
  v.strictObject({ kind: v.literal('cancelled') }),
]);
export type BundleSaved = v.InferOutput<typeof bundleSaved>;
