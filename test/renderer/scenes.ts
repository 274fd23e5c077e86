/**
 * Every screen and state of the window by the number that it has in the table of screens (issue 6 line 1): what a test or the
 * gallery opens. A view alone is not enough of one: the same view looks different for another profile, organisation or page.
 */
import type { ActivityLine, AppInfo, CallErrorCode } from '../../preload/contract.ts';
import type { BundlePreview, CheckResult, DiagnosticsView } from '../../preload/diagnostics.ts';
import type { FailureCode } from '../../preload/failures.ts';
import type { PageName } from '../../preload/pages.ts';
import type { PolicyView } from '../../preload/policy-view.ts';
import type { InputProblem, SessionView } from '../../preload/session-view.ts';
import type { SettingsView } from '../../preload/settings.ts';
import { atAal2, minute, now, profileFor } from './fixtures.ts';
import { reasonViews } from './limit-views.ts';
import type { OpenOptions } from './support/window.ts';
import { viewNamed, views } from './views.ts';

export interface Scene {
  /** 1 to 29; states that the table has no row for stand beside the row that they lead to or come from. */
  readonly screen: number;
  readonly view: SessionView;
  readonly appInfo?: Partial<AppInfo>;
  readonly settings?: Partial<SettingsView>;
  /** The page beside the session that is read in place of the screen. */
  readonly page?: PageName;
  /** What its person has opened on the home screen: an action's form by the action's id, or their own activity. */
  readonly opens?: { readonly form: string } | 'activity';
  /** What main answers to a question of the page. */
  readonly answers?: OpenOptions['answers'];
  /** What main answers to everything that is asked once the screen is there. */
  readonly refusal?: CallErrorCode;
  /** What main finds wrong with what was filled in. */
  readonly problems?: readonly InputProblem[];
  /** A script that is missing from the installation, by the name before its hash. */
  readonly missing?: string;
  /** A button that is pressed last of all, and what that brings; both are selectors. */
  readonly presses?: { readonly button: string; readonly brings: string };
}

/** Failures that are a matter of the network or of its configuration: screen 7. */
const unreachable = new Set<FailureCode>([
  'PROVIDER_UNREACHABLE',
  'PROVIDER_TIMED_OUT',
  'PROVIDER_REDIRECTED',
  'PROVIDER_BAD_ANSWER',
  'PROVIDER_FAILED',
]);

/** Exhaustive: a new variant of `SessionView` does not compile until it has its place in the table. */
export function screenOf(view: SessionView): number {
  const standing = 'who' in view ? view.who?.standing : undefined;
  if (standing?.warning) return 15;
  if (standing?.degraded) return 21;
  if (standing?.showInUse) return 17;
  switch (view.kind) {
    case 'starting':
    case 'setupProblem':
    case 'loggedOut':
    case 'restorable':
      return 2;
    case 'openingBrowser':
      return 3;
    case 'waitingForBrowser':
    case 'checkingLogin':
      return view.purpose === 'stepUp' ? 12 : 4;
    case 'attemptFailed':
      if (view.purpose === 'stepUp') return 13;
      return unreachable.has(view.problem.code) ? 7 : 6;
    case 'chooseRole':
      return 8;
    case 'noUsableRole':
      return 9;
    case 'home':
      return 10;
    case 'actionBlocked':
      return 11;
    case 'confirmAction':
    case 'sendingAction':
    case 'actionDone':
      return 12;
    case 'insufficient':
      return 13;
    case 'otherPerson':
      return 14;
    case 'blanked':
    case 'locked':
      return 16;
    case 'ended':
      return view.reason === 'usedElsewhere' ? 20 : 19;
  }
}

function sceneOf(view: SessionView): Scene {
  return { screen: screenOf(view), view, appInfo: profileFor(view) };
}

function scenesOf(named: Readonly<Record<string, SessionView>>): Readonly<Record<string, Scene>> {
  return Object.fromEntries(Object.entries(named).map(([name, view]) => [name, sceneOf(view)]));
}

const line: ActivityLine = {
  atMs: now - 5 * minute,
  event: 'action.finished',
  outcome: 'ok',
  actionLabel: { en: 'Sign a prescription' },
  roleId: atAal2.role?.id ?? null,
  organisationCode: atAal2.role?.organisationCode ?? null,
  level: 3,
  correlationId: '00000000-5e57-4000-8000-000000000042',
};
const activity: readonly ActivityLine[] = [
  line,
  { ...line, atMs: now - 6 * minute, event: 'action.intended', outcome: 'intended' },
  { ...line, atMs: now - 18 * minute, event: 'session.started', actionLabel: null, level: 2, correlationId: null },
];

/** Without an answer there is no page: main always gives one. */
const bundle: BundlePreview = { files: [{ name: 'checks.json', text: '{\n  "synthetic": true\n}' }] };
const policy: PolicyView = {
  managed: true,
  entries: [
    {
      key: 'session.idleMinutes',
      title: 'Idle limit (minutes)',
      value: '5',
      source: '/etc/synthetic/policy.json',
      kind: 'bounded',
    },
  ],
  refused: [],
};

/** As an organisation writes it: synthetic, and as long as it may get. */
export const support: AppInfo['support'] = {
  continuity: {
    en: 'Use the paper forms in the red folder at reception. Ring 01632 960 999 for urgent prescriptions.\nEnter what you wrote down once the service is back.',
    cy: 'Defnyddiwch y ffurflenni papur yn y ffolder coch yn y dderbynfa.',
  },
  localIt: 'Synthetic IT, 01632 960 000, weekdays 8 to 6',
  registrationAuthority: 'Synthetic RA office, room 12, ra@invented.example',
};
const check: CheckResult = {
  id: 'tls',
  verdict: 'pass',
  finding: 'TLS_GOOD',
  facts: [],
  fixer: null,
  durationMs: 12,
};
const diagnosed: DiagnosticsView = {
  kind: 'finished',
  atMs: now - 18 * minute,
  results: [check, { ...check, id: 'clock', verdict: 'warn' }, { ...check, id: 'dns', verdict: 'fail' }],
};

const home = viewNamed('homeUnresolved');
const loggedOut = viewNamed('loggedOut');

export const scenes: Readonly<Record<string, Scene>> = {
  ...scenesOf(views),
  ...scenesOf(reasonViews),
  welcome: { screen: 1, view: loggedOut, appInfo: { profile: 'personal' }, settings: { welcomed: false } },
  loggedOutPersonal: { screen: 2, view: loggedOut, appInfo: { profile: 'personal' } },
  loggedOutChecked: { screen: 2, view: loggedOut, answers: { readDiagnostics: diagnosed } },
  loggedOutOwnContacts: { screen: 2, view: loggedOut, appInfo: { support } },
  waitingInNamedBrowser: { screen: 4, view: viewNamed('waitingToLogIn'), appInfo: { browser: 'Microsoft Edge' } },
  waitingInRemoteSession: {
    screen: 4,
    view: viewNamed('waitingToLogIn'),
    appInfo: { browser: 'Microsoft Edge', remoteSession: 'citrix', support },
  },
  unreachableOwnWords: { screen: 7, view: viewNamed('unreachable'), appInfo: { support } },
  offlineOwnWords: { screen: 21, view: viewNamed('unreachableNow'), appInfo: { support } },
  loggedOutLive: { screen: 2, view: loggedOut, appInfo: { environment: null } },
  homePersonal: { screen: 10, view: viewNamed('homeAal2'), appInfo: { profile: 'personal' } },
  actionForm: { screen: 11, view: home, appInfo: { profile: 'personal' }, opens: { form: 'open-record' } },
  switchFromLocked: { screen: 18, view: viewNamed('lockedWithWorkKept'), appInfo: { profile: 'personal' } },
  switchFromInUse: { screen: 18, view: viewNamed('inUse') },
  diagnostics: { screen: 24, view: loggedOut, page: 'diagnostics' },
  supportBundle: { screen: 25, view: loggedOut, page: 'supportBundle', answers: { previewBundle: bundle } },
  settings: { screen: 26, view: loggedOut, page: 'settings' },
  policy: { screen: 26, view: loggedOut, page: 'policy', answers: { readPolicy: policy } },
  activity: { screen: 27, view: viewNamed('homeAal2'), opens: 'activity', answers: { readActivity: activity } },
  activityEmpty: { screen: 27, view: viewNamed('homeAal2'), opens: 'activity', answers: { readActivity: [] } },
  about: { screen: 28, view: loggedOut, page: 'about' },
};
