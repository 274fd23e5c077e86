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

/** One finding. `finding` is a stable code that the renderer has words for. */
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
  v.strictObject({ kind: v.literal('notWritten') }),
]);
export type BundleSaved = v.InferOutput<typeof bundleSaved>;
