/** What the gallery looks at beyond the scenes of the tests: much of a thing, nothing of it, and what an organisation sets. */
import { policyKeys, type PolicyKey } from '../../../main/policy/keys.ts';
import type {
  BundlePreview,
  CheckResult,
  DiagnosticsView,
  FactName,
  FindingCode,
} from '../../../preload/diagnostics.ts';
import type { AuditCheck } from '../../../preload/contract.ts';
import type { PolicyView } from '../../../preload/policy-view.ts';
import type { SessionView } from '../../../preload/session-view.ts';
import type { SettingsView } from '../../../preload/settings.ts';
import {
  appInfo,
  atAal2,
  atAal3,
  breakGlass,
  lookUp,
  minute,
  now,
  otherName,
  problem,
  settings,
  sign,
  sixRoles,
  withLongNames,
} from '../../../test/renderer/fixtures.ts';
import { chooseFrom, fiveHundredRoles } from '../../../test/renderer/role-views.ts';
import type { Scene } from '../../../test/renderer/scenes.ts';
import { viewNamed } from '../../../test/renderer/views.ts';

const held = 'HKLM\\SOFTWARE\\Policies\\Synthetic\\CIS2 Desktop';
const allHeld: Partial<SettingsView> = {
  language: { ...settings.language, heldBy: held },
  theme: { ...settings.theme, heldBy: held },
  textSize: { ...settings.textSize, heldBy: held },
  notifications: { value: false, heldBy: held },
  lockShortcut: { ...settings.lockShortcut, heldBy: held },
  idleMinutes: { value: 10, heldBy: held },
};

function titled(name: string): Pick<PolicyKey, 'key' | 'title' | 'kind'> {
  const found = policyKeys.find(({ key }) => key === name);
  if (!found) throw new Error(`no policy has a key ${name}`);
  return found;
}

function entry(
  name: string,
  value: unknown,
  source: string | null,
  waits?: 'logOut' | 'restart',
): PolicyView['entries'][number] {
  const { key, title, kind } = titled(name);
  return { key, title, value: JSON.stringify(value), source, kind, ...(waits && { waits }) };
}

const policy: PolicyView = {
  managed: true,
  entries: [
    entry('provider.issuer', 'https://gateway.invalid/realms/synthetic', held),
    entry('session.profile', 'shared', held),
    entry('session.idleMinutes', 5, null),
    entry('session.absoluteHours', 8, null),
    entry('browser.private', true, held, 'logOut'),
    entry('roles.allowedRoleCodes', ['R8000', 'R8001', 'R8003', 'R8004'], held),
    entry('assurance.minimumIdentityLevel', 3, null),
    entry(
      'support.continuity.en',
      'Use the paper forms in the red folder at the ward desk (synthetic).',
      '/etc/synthetic-organisation/cis2-desktop/a-rather-long-folder-name/policy.json',
    ),
  ],
  refused: [
    {
      key: 'session.idleMinutes',
      title: titled('session.idleMinutes').title,
      source: 'user',
      why: 'SYNTHETIC: 20 is more than 15',
    },
    { key: 'session.idelMinutes', title: null, source: held, why: 'this version has no such key' },
  ],
};

const host = 'am.synthetic-and-rather-long-host-name.invalid';
/** Real codes with made-up facts, so that what is pictured is what people read. */
const results: Extract<DiagnosticsView, { kind: 'finished' }>['results'] = [
  finding('policy', 'pass', 'POLICY_READ', null, { source: 'HKLM' }),
  finding('version', 'pass', 'VERSION_CURRENT', null, { version: '0.1.0', days: '12' }),
  finding('clock', 'warn', 'CLOCK_DRIFTS_AHEAD', 'localIt', { seconds: '40', host }),
  finding('dns', 'pass', 'DNS_FOUND', null, { host, milliseconds: '12' }),
  finding('proxy', 'fail', 'PROXY_NOT_REACHED', 'localIt', {
    proxy: 'PROXY proxy.synthetic.invalid:8080',
    host,
    error: 'ERR_PROXY_CONNECTION_FAILED',
  }),
  finding('tls', 'fail', 'TLS_NOT_TRUSTED', 'localIt', {
    host,
    issuer: 'Synthetic Filter CA',
    error: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  }),
  finding('signingKeys', 'notRun', 'KEYS_NO_DISCOVERY', null, {}),
  finding('smartcard', 'warn', 'SMARTCARD_NOT_SEEN', 'localIt', { port: '43485' }),
  finding('keychain', 'pass', 'KEYCHAIN_GOOD', null, {}),
  finding('disk', 'pass', 'DISK_GOOD', null, { megabytes: '51200' }),
];

function finding(
  id: CheckResult['id'],
  verdict: CheckResult['verdict'],
  code: FindingCode,
  fixer: CheckResult['fixer'],
  facts: Partial<Record<FactName, string>>,
): CheckResult {
  const told = Object.entries(facts).map(([name, value]) => ({ name: name as FactName, value }));
  return { id, verdict, finding: code, facts: told, fixer, durationMs: 40 };
}
const finished: DiagnosticsView = { kind: 'finished', results, atMs: now };
const running: DiagnosticsView = { kind: 'running', results: results.slice(0, 2), total: 16 };
const notRun: DiagnosticsView = { kind: 'notRun' };

const bundle: BundlePreview = {
  files: [
    { name: 'checks.json', text: JSON.stringify({ synthetic: true, results }, null, 2) },
    { name: 'log.txt', text: '2026-11-21T09:29:00.000Z synthetic line '.repeat(60) },
  ],
};

const loggedOut = viewNamed('loggedOut');
const waiting = viewNamed('waitingToLogIn');
const home: Pick<Extract<SessionView, { kind: 'home' }>, 'kind' | 'memoryOnly' | 'unresolved' | 'unsent'> = {
  kind: 'home',
  memoryOnly: null,
  unresolved: [],
  unsent: [],
};
const longAction = {
  ...sign,
  id: 'long',
  label: { en: 'Sign and send a repeat prescription for a controlled drug to a pharmacy in another region' },
};

/** The first button of the page, and what is said of it. */
const saveIt = { button: 'main .nhsuk-button', brings: '.app-files + [role="status"]' };

const recordChecks: Readonly<Record<string, AuditCheck>> = {
  recordWhole: { kind: 'whole', lines: 1208, healed: 1 },
  recordChanged: { kind: 'broken', file: 'audit-0001.jsonl', line: 7, why: 'previousDiffers' },
  recordUnreadable: { kind: 'unreadable' },
};

export const moreScenes: Readonly<Record<string, Scene>> = {
  welcomeShared: { screen: 1, view: loggedOut, appInfo: { profile: 'shared' }, settings: { welcomed: false } },
  waitingBrowserNamed: { screen: 4, view: waiting, appInfo: { browser: 'Microsoft Edge' } },
  waitingRemoteDesktop: { screen: 4, view: waiting, appInfo: { remoteSession: 'remoteDesktop' } },
  partMissing: { screen: 12, view: viewNamed('confirmAal3'), missing: 'at-work' },
  formMissing: {
    screen: 11,
    view: viewNamed('homeUnresolved'),
    appInfo: { profile: 'personal' },
    opens: { form: breakGlass.id },
    missing: 'action-form',
  },
  gestureRefused: {
    screen: 10,
    view: viewNamed('homeAal2'),
    refusal: 'NOT_NOW',
    presses: { button: `[data-action="${sign.id}"]`, brings: '.app-feedback__text' },
  },
  chooseNothingChosen: {
    screen: 8,
    view: chooseFrom(sixRoles),
    presses: { button: '[type="submit"]', brings: '#role-error' },
  },
  actionFormErrors: {
    screen: 11,
    view: { ...home, who: atAal2, actions: [lookUp, breakGlass] },
    opens: { form: breakGlass.id },
    problems: [
      { field: 'nhsNumber', fault: 'malformed' },
      { field: 'ward', fault: 'tooLong' },
      { field: 'reason', fault: 'missing' },
      { field: 'basis', fault: 'missing' },
      { field: 'place', fault: 'notAChoice' },
    ],
    presses: { button: '[type="submit"]', brings: '.app-error-summary' },
  },
  actionRefusedInOwnWords: {
    screen: 12,
    view: {
      kind: 'actionDone',
      who: atAal3,
      action: sign,
      outcome: {
        kind: 'refused',
        problem: problem('API_REFUSED'),
        rows: [{ name: 'message', value: 'SYNTHETIC: the prescription has been cancelled already' }],
      },
    },
  },
  policyWarningPutAside: {
    screen: 15,
    view: viewNamed('policyWarning'),
    presses: { button: 'dialog .nhsuk-button', brings: '.app-notice--warning' },
  },
  waitingCitrix: { screen: 4, view: waiting, appInfo: { remoteSession: 'citrix' } },
  unreachableOwnWords: {
    screen: 7,
    view: viewNamed('unreachable'),
    appInfo: {
      support: {
        ...appInfo.support,
        localIt: 'Synthetic IT service desk, extension 00000, it@synthetic.invalid',
        registrationAuthority: 'Synthetic Registration Authority, ra@synthetic.invalid',
      },
    },
  },
  chooseOneOfOne: { screen: 8, view: chooseFrom(sixRoles.slice(0, 1)) },
  chooseOfFiveHundred: { screen: 8, view: chooseFrom(fiveHundredRoles) },
  chooseLongNames: {
    screen: 8,
    view: chooseFrom([...(withLongNames.role ? [withLongNames.role] : []), ...sixRoles.slice(0, 2)], {
      who: { ...withLongNames, role: null },
    }),
  },
  homeNothingToDo: { screen: 10, view: { ...home, who: atAal2, actions: [] } },
  homeManyActions: {
    screen: 10,
    view: { ...home, who: atAal3, actions: [lookUp, sign, breakGlass, longAction] },
    appInfo: { profile: 'personal' },
  },
  blockedLongNames: {
    screen: 11,
    view: {
      kind: 'actionBlocked',
      who: withLongNames,
      action: longAction,
      missing: [{ kind: 'level', required: 3, actual: 2 }],
      acceptable: ['smartcard', 'securityKey', 'windowsHello', 'ipad'],
      askedBy: 'policy',
      canStepUp: true,
      alsoWaiting: [],
      mayJoin: [],
    },
  },
  confirmLongNames: {
    screen: 12,
    view: {
      kind: 'confirmAction',
      who: withLongNames,
      action: longAction,
      confirmationId: 'synthetic-confirmation-3',
      input: [{ label: { en: 'Reason' }, value: 'A synthetic reason that has no end. '.repeat(12).trim() }],
      alsoWaiting: [],
    },
  },
  otherPersonLongNames: {
    screen: 14,
    view: {
      kind: 'otherPerson',
      who: withLongNames,
      presentName: withLongNames.person.name,
      unsent: [],
      otherName: `Doctor ${otherName}-OF-THE-LONG-SYNTHETIC-NAME`,
      problem: problem('PERSON_MISMATCH'),
    },
  },
  unreachableNowOwnWords: {
    screen: 21,
    view: viewNamed('unreachableNow'),
    appInfo: {
      support: {
        ...appInfo.support,
        continuity: {
          en: 'Use the paper forms in the red folder at the ward desk (synthetic).',
          cy: 'Defnyddiwch y ffurflenni papur yn y ffolder coch wrth ddesg y ward (synthetig).',
        },
      },
    },
  },
  diagnosticsNotRun: { screen: 24, view: loggedOut, page: 'diagnostics', answers: { readDiagnostics: notRun } },
  diagnosticsRunning: { screen: 24, view: loggedOut, page: 'diagnostics', answers: { readDiagnostics: running } },
  diagnosticsFinished: { screen: 24, view: loggedOut, page: 'diagnostics', answers: { readDiagnostics: finished } },
  supportBundleFiles: { screen: 25, view: loggedOut, page: 'supportBundle', answers: { previewBundle: bundle } },
  supportBundleEmpty: {
    screen: 25,
    view: loggedOut,
    page: 'supportBundle',
    answers: { previewBundle: { files: [] } satisfies BundlePreview },
  },
  supportBundleFailed: { screen: 25, view: loggedOut, page: 'supportBundle', refusal: 'INTERNAL' },
  supportBundleSaved: {
    screen: 25,
    view: loggedOut,
    page: 'supportBundle',
    answers: { previewBundle: bundle, saveBundle: { kind: 'saved', fileName: 'synthetic-support-2026-11-21.zip' } },
    presses: saveIt,
  },
  supportBundleNotSaved: {
    screen: 25,
    view: loggedOut,
    page: 'supportBundle',
    answers: { previewBundle: bundle, saveBundle: { kind: 'cancelled' } },
    presses: saveIt,
  },
  policyFailed: { screen: 26, view: loggedOut, page: 'policy', refusal: 'INTERNAL' },
  activityFailed: { screen: 27, view: viewNamed('homeAal2'), opens: 'activity', refusal: 'INTERNAL' },
  ...Object.fromEntries(
    Object.entries(recordChecks).map(([name, checkAudit]): [string, Scene] => [
      name,
      {
        screen: 27,
        view: viewNamed('homeAal2'),
        opens: 'activity',
        answers: { readActivity: [], checkAudit },
        presses: { button: '.app-column .nhsuk-button', brings: '.app-column [role="status"] p' },
      },
    ]),
  ),
  settingsHeld: { screen: 26, view: loggedOut, page: 'settings', settings: allHeld },
  settingsNotKept: { screen: 26, view: loggedOut, page: 'settings', settings: { kept: false } },
  policyManaged: { screen: 26, view: loggedOut, page: 'policy', answers: { readPolicy: policy } },
  policyNotManaged: {
    screen: 26,
    view: loggedOut,
    page: 'policy',
    answers: { readPolicy: { entries: [], refused: [], managed: false } satisfies PolicyView },
  },
  aboutLongUnknown: {
    screen: 28,
    view: loggedOut,
    page: 'about',
    appInfo: { versions: { ...appInfo.versions, commit: '5e57c0de5e57c0de5e57c0de5e57c0de5e57c0de' } },
  },
  endedLongAgo: {
    screen: 19,
    view: {
      kind: 'ended',
      reason: 'idle',
      atMs: now - 40 * 24 * 60 * minute,
      correlationId: '00000000-5e57-4000-8000-000000000042',
      workLost: true,
      unconfirmed: true,
      browserLogin: 'mayGoOn',
    },
  },
};
