import type { keyKinds } from '../../preload/policy-view.ts';
import { policyFile, type Policy } from './schema.ts';
import { leavesOf, type Leaf } from './shape.ts';

/** Names of the values of `T`, from the top and with dots; a list is a value. */
type LeafName<T> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends string | number | boolean | readonly unknown[]
    ? K
    : `${K}.${LeafName<NonNullable<T[K]>>}`;
}[keyof T & string];

export type PolicyKeyName = LeafName<Policy>;
export type KeyKind = (typeof keyKinds)[number];

/** When a changed value counts: at once; when nobody is logged in any more; when the app starts again. */
export type Applies = 'now' | 'logOut' | 'restart';

/**
 * What holds in the place of a value of the computer's own policy that is refused, where its source had no good one before.
 * Never less than an administrator may have meant. `next`: the next source's or our default, none of which is stricter than
 * another. `default`: our own; a weaker source's only where that is stricter. `noActions`: nothing can be sent. `blocked`: nobody
 * logs in.
 */
export type IfRefused = 'next' | 'default' | 'noActions' | 'blocked' | Strictest;
interface Strictest {
  readonly strictest: string | number | boolean;
}

/** A floor never becomes our default, which is the laxest that it can be. */
type ByKind =
  | { readonly kind: 'floor'; readonly ifRefused: 'blocked' | Strictest }
  | { readonly kind: 'bounded'; readonly ifRefused: 'default' | 'blocked' | Strictest }
  | { readonly kind: Exclude<KeyKind, 'floor' | 'bounded'>; readonly ifRefused: IfRefused };

interface CommonFacts {
  /** Refused or gone, it blocks or ends log-in; another source never stands in for it. */
  readonly critical: boolean;
  readonly applies: Applies;
  /**
   * Which way is stricter, where the user's own source may make it so: smaller, larger, a later version, fewer of a list, or
   * along a list whose last is the strictest. `own`: what a person may choose for themselves anyway.
   */
  readonly user?: 'lower' | 'higher' | 'version' | 'among' | 'own' | readonly (string | boolean)[];
  readonly title: string;
  /** For administrators, in English as the United Kingdom writes it. */
  readonly description: string;
}

type KeyFacts = CommonFacts & ByKind;
export type PolicyKey = Leaf & KeyFacts & { readonly key: PolicyKeyName };

/** Taken whole from one source: half of one provider and half of another is neither. */
export const wholeSections = ['provider', 'assurance', 'actions'] as const;

const provider = { critical: true, ifRefused: 'blocked', applies: 'logOut' } as const;
const plain = { critical: false } as const;
const free = { ...plain, ifRefused: 'next' } as const;

/** Will not compile while a key of the schema is missing here, or one is here that the schema does not have. */
const facts: Readonly<Record<PolicyKeyName, KeyFacts>> = {
  environment: {
    ...plain,
    // Without any name a practice system would be taken for the live one.
    ifRefused: { strictest: 'Not known' },
    kind: 'choice',
    applies: 'logOut',
    title: 'Name of the environment',
    description:
      'A name such as "Training", shown in the window so that nobody takes a practice system for the real one. Leave it out for the live service.',
  },
  'provider.topology': {
    ...provider,
    kind: 'choice',
    title: 'Kind of provider',
    description:
      'gateway: the organisation’s own gateway, which federates to NHS CIS2 Authentication. direct: CIS2 itself, for training or where NHS England has agreed to it.',
  },
  'provider.issuer': {
    ...provider,
    kind: 'locator',
    title: 'Issuer',
    description:
      'The issuer identifier of the OpenID provider, exactly as its discovery document has it. It must begin with https.',
  },
  'provider.clientId': {
    ...provider,
    kind: 'locator',
    title: 'Client ID',
    description: 'The identifier under which this app is registered at the provider. It is not a secret.',
  },
  'provider.redirectPorts': {
    ...provider,
    kind: 'locator',
    title: 'Ports for the answer',
    description:
      'Ports of this computer on which the answer from the browser may arrive, where the registration names them. Leave it out for any free port.',
  },
  'provider.redirectHost': {
    ...provider,
    kind: 'locator',
    title: 'Host for the answer',
    description: 'How the registered redirect address names this computer.',
  },
  'provider.redirectPath': {
    ...provider,
    kind: 'locator',
    title: 'Path for the answer',
    description: 'The path of the registered redirect address.',
  },
  'provider.scopes': {
    ...provider,
    kind: 'choice',
    title: 'Scopes',
    description: 'What is asked for at a log-in. It must include openid.',
  },
  'provider.stepUpPrompt': {
    ...provider,
    kind: 'floor',
    title: 'Prompt at a step-up',
    description: 'login: ask for a new log-in at every step-up, even where the provider would not.',
  },
  'provider.renewPrompt': {
    ...provider,
    kind: 'choice',
    title: 'Prompt at a renewal',
    description: 'Whether a log-in that only prolongs access (direct topology) asks people to prove themselves again.',
  },
  'provider.eventsUri': {
    ...provider,
    kind: 'locator',
    title: 'Address of security events',
    description:
      'Where the gateway tells of sessions that it ended (RFC 8936). Without it the app asks every minute whether a session still holds.',
  },
  'provider.rpInitiatedLogout': {
    ...provider,
    kind: 'choice',
    title: 'End the browser’s session',
    description: 'Whether a log-out also opens the provider’s own log-out page in the browser.',
  },
  'assurance.acrValues': {
    ...plain,
    kind: 'floor',
    ifRefused: 'blocked',
    applies: 'now',
    user: ['AAL2_OR_AAL3_ANY', 'AAL3_ANY'],
    title: 'Authentication level at log-in',
    description: 'AAL3_ANY asks for level 3 at every log-in. Otherwise level 2 will do until an action asks for more.',
  },
  'assurance.minimumIdentityLevel': {
    ...plain,
    kind: 'floor',
    ifRefused: 'blocked',
    applies: 'now',
    user: 'higher',
    title: 'Lowest identity level',
    description: 'The lowest identity assurance level that a log-in may have. It cannot be below 3.',
  },
  'assurance.maxAgeSeconds': {
    ...plain,
    kind: 'bounded',
    ifRefused: 'blocked',
    applies: 'now',
    user: 'lower',
    title: 'Age of an authentication',
    description: 'How old (seconds) an authentication may be at a log-in. It cannot be more than 240.',
  },
  'session.profile': {
    kind: 'choice',
    ifRefused: 'blocked',
    critical: true,
    applies: 'logOut',
    title: 'Profile',
    description:
      'personal: one person’s own computer. shared: a computer that many people use, on which nothing is kept. A computer without a policy counts as shared.',
  },
  'session.idleMinutes': {
    ...plain,
    kind: 'bounded',
    ifRefused: 'default',
    applies: 'now',
    user: 'lower',
    title: 'Idle limit (minutes)',
    description:
      'How long nobody may touch it before the app locks (personal, 1 to 15) or logs out (shared, 1 to 10). Without it: 15 and 5.',
  },
  'session.absoluteHours': {
    ...plain,
    kind: 'bounded',
    ifRefused: 'default',
    applies: 'now',
    user: 'lower',
    title: 'Longest session (hours)',
    description:
      'How long after a log-in the session ends, whatever anybody does: 1 to 12. Without it: 12 and, shared, 8.',
  },
  'session.activity': {
    ...plain,
    kind: 'floor',
    ifRefused: { strictest: 'app' },
    applies: 'now',
    user: ['computer', 'app'],
    title: 'What counts as activity',
    description: 'computer: input to any program. app: input to this one alone, as always on a shared computer.',
  },
  'session.onComputerLock': {
    ...plain,
    kind: 'floor',
    ifRefused: { strictest: 'lock' },
    applies: 'now',
    user: ['blank', 'lock'],
    title: 'When the computer is locked',
    description:
      'blank: a personal computer’s session is hidden and comes back with it. lock: it is locked and asks for a log-in.',
  },
  'session.lockShortcut': {
    ...free,
    kind: 'choice',
    applies: 'now',
    user: 'own',
    title: 'Keys that lock the app',
    description: 'For example CommandOrControl+Shift+L. With it here nobody can choose other keys.',
  },
  'roles.picking': {
    ...free,
    kind: 'choice',
    applies: 'now',
    title: 'Who lets people choose their role',
    description: 'app: this app shows the list. provider: CIS2 does, during the log-in.',
  },
  'roles.allowedRoleCodes': {
    ...plain,
    kind: 'floor',
    ifRefused: 'blocked',
    applies: 'now',
    user: 'among',
    title: 'Roles that may be worked in',
    description: 'Job role codes such as R8000. Without it, each role that the person holds.',
  },
  'roles.allowedOrganisations': {
    ...plain,
    kind: 'floor',
    ifRefused: 'blocked',
    applies: 'now',
    user: 'among',
    title: 'Organisations that may be worked for',
    description: 'ODS codes. Without it, each organisation for which the person holds a role.',
  },
  'audit.retentionDays': {
    ...plain,
    kind: 'bounded',
    // A record that was deleted does not come back.
    ifRefused: { strictest: 3650 },
    applies: 'restart',
    title: 'Days that audit records are kept',
    description: 'Older files of the audit record are deleted: 30 to 3650 days.',
  },
  'audit.maxFileBytes': {
    ...plain,
    kind: 'bounded',
    ifRefused: 'default',
    applies: 'restart',
    title: 'Size of an audit file (bytes)',
    description: 'When a new file of the audit record is begun.',
  },
  'audit.forward': {
    ...free,
    kind: 'choice',
    applies: 'restart',
    title: 'Copy audit lines to the system’s log',
    description:
      'Sends each line of the audit record to the log of the operating system as well, for a SIEM to collect.',
  },
  'face.language': {
    ...free,
    kind: 'choice',
    applies: 'now',
    user: 'own',
    title: 'Language',
    description: 'en: English. cy: Welsh. With it here nobody can choose another.',
  },
  'face.theme': {
    ...free,
    kind: 'choice',
    applies: 'now',
    user: 'own',
    title: 'Colours',
    description: 'Light, dark, high contrast, or as the system has it. With it here nobody can choose others.',
  },
  'face.textSize': {
    ...free,
    kind: 'choice',
    applies: 'now',
    user: 'own',
    title: 'Size of text',
    description: 'With it here nobody can choose another.',
  },
  'face.notifications': {
    ...free,
    kind: 'choice',
    applies: 'now',
    user: 'own',
    title: 'Notifications',
    description: 'Whether the app may show notifications of the operating system. With it here nobody can choose.',
  },
  'support.continuity.en': {
    ...free,
    kind: 'choice',
    applies: 'logOut',
    title: 'What to do while national services are down (English)',
    description:
      'Your organisation’s own words for people who cannot log in because a national service does not answer.',
  },
  'support.continuity.cy': {
    ...free,
    kind: 'choice',
    applies: 'logOut',
    title: 'What to do while national services are down (Welsh)',
    description: 'The same in Welsh. It counts only beside the English words.',
  },
  'support.localIt': {
    ...free,
    kind: 'choice',
    applies: 'logOut',
    title: 'Local IT service desk',
    description: 'Name and telephone number, shown where IT can help.',
  },
  'support.registrationAuthority': {
    ...free,
    kind: 'choice',
    applies: 'logOut',
    title: 'Registration Authority',
    description: 'Name and telephone number, shown where the Registration Authority can help.',
  },
  'support.smartcardUnlockUrl': {
    ...free,
    kind: 'locator',
    applies: 'logOut',
    title: 'Address to unlock a smartcard',
    description: 'A page that people are sent to when their smartcard is locked. It must begin with https.',
  },
  'browser.use': {
    ...free,
    kind: 'choice',
    applies: 'logOut',
    title: 'Browser',
    description: 'Which browser a log-in opens. path: the program that browser.path names.',
  },
  'browser.path': {
    ...free,
    kind: 'locator',
    applies: 'logOut',
    title: 'Path of the browser',
    description: 'The whole path of a browser’s program; only with browser.use "path".',
  },
  'browser.private': {
    ...plain,
    kind: 'floor',
    ifRefused: { strictest: true },
    applies: 'logOut',
    user: [false, true],
    title: 'Private window',
    description:
      'Opens each log-in in a private window, which leaves no session in the browser. Recommended where a computer is shared. It needs a browser that browser.use names: without one the whole policy is refused.',
  },
  'network.clientCertificateIssuer': {
    ...plain,
    kind: 'locator',
    ifRefused: 'default',
    applies: 'restart',
    title: 'Issuer of client certificates',
    description:
      'Common name of the authority whose client certificates may be given to a proxy. Without it none is ever given.',
  },
  minimumVersion: {
    ...plain,
    kind: 'floor',
    ifRefused: 'blocked',
    applies: 'now',
    user: 'version',
    title: 'Lowest version of the app',
    description: 'An older version lets nobody log in. Whoever is logged in goes on until their session ends.',
  },
  apiOrigins: {
    ...plain,
    kind: 'locator',
    ifRefused: 'noActions',
    applies: 'now',
    title: 'Where requests may be sent',
    description:
      'The only origins (https://host) that a request of an action may go to. Without it: those that the actions name.',
  },
  actions: {
    ...plain,
    kind: 'whole',
    ifRefused: 'noActions',
    applies: 'now',
    title: 'Catalogue of actions',
    description:
      'What people can do with the app. It comes from a file of its own: docs/actions.md says how to write it.',
  },
};

/** Every key that a policy may have, in the schema's order. */
export const policyKeys: readonly PolicyKey[] = leavesOf(policyFile).map((leaf) => {
  if (!isKeyName(leaf.key)) throw new Error(`main/policy/keys.ts says nothing of ${leaf.key}`);
  return { ...leaf, ...facts[leaf.key], key: leaf.key };
});

function isKeyName(key: string): key is PolicyKeyName {
  return Object.hasOwn(facts, key);
}
