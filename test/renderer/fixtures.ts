/** What the views are made of. All people, ids and organisations are synthetic: they exist nowhere but here and say so. */
import type { AppInfo } from '../../preload/contract.ts';
import type { FailureCode, Problem } from '../../preload/failures.ts';
import type { Incident, IncidentCode } from '../../preload/incident.ts';
import type {
  ActionSummary,
  AssuranceView,
  AuthenticatorKey,
  InputFieldView,
  RoleView,
  SessionView,
  Standing,
  Who,
} from '../../preload/session-view.ts';
import type { SettingsView } from '../../preload/settings.ts';

/** 21 November 2026, 09:30 in London: when every fixture takes place, and what the page's clock says. */
export const now = Date.UTC(2026, 10, 21, 9, 30);
export const minute = 60_000;

export const appInfo: AppInfo = {
  name: 'CIS2 Desktop',
  version: '0.1.0',
  environment: 'Simulator',
  profile: 'shared',
  versions: { electron: '45.4.1', chromium: '150.0.0.0', node: '24.0.0', commit: null },
  browser: null,
  remoteSession: null,
  support: { continuity: null, localIt: null, registrationAuthority: null },
};

export const settings: SettingsView = {
  language: { value: 'en', heldBy: null },
  theme: { value: 'light', heldBy: null },
  textSize: { value: 'normal', heldBy: null },
  notifications: { value: true, heldBy: null },
  lockShortcut: { value: 'CommandOrControl+Shift+L', heldBy: null },
  idleMinutes: { value: null, heldBy: null },
  longestIdleMinutes: 15,
  welcomed: true,
  kept: true,
};

/** A shared terminal, but for what only a personal desktop shows. */
export function profileFor(view: SessionView): Pick<AppInfo, 'profile'> {
  const locks = 'who' in view && view.who?.standing.warning?.leadsTo === 'locked';
  // Main keeps what was typed on a personal desktop alone.
  const keepsWork = view.kind === 'home' && view.unsent.length > 0;
  return {
    profile: locks || keepsWork || ['restorable', 'blanked', 'locked'].includes(view.kind) ? 'personal' : 'shared',
  };
}

export function role(
  index: number,
  name: string,
  code: string,
  organisationName: string | null,
  ods: string,
): RoleView {
  return { id: `99900000000${index}`, name, code, organisationName, organisationCode: ods };
}

export const nurse = role(1, 'Nurse', 'R8001', 'Synthetic Park Surgery', 'Z99901');
export const sixRoles: readonly RoleView[] = [
  role(2, 'General Medical Practitioner', 'R0260', 'Synthetic Park Surgery', 'Z99901'),
  role(3, 'General Medical Practitioner', 'R0260', 'Imaginary Valley Medical Centre', 'Z99902'),
  role(4, 'Clinical Practitioner', 'R8000', 'Made-up Out of Hours Service', 'Z99903'),
  role(5, 'Practice Manager', 'R1780', 'Synthetic Park Surgery', 'Z99901'),
  role(6, 'Health Professional', 'R8003', 'Invented NHS Foundation Trust', 'ZZ9'),
  role(7, 'Nurse', 'R8001', null, 'Z99907'),
];

export const aal2: AssuranceView = {
  level: 2,
  authenticators: ['microsoftAuthenticator'],
  otherMethods: [],
  confirmedAtMs: now - 18 * minute,
  askedAgainAtMs: null,
};
export const aal3: AssuranceView = {
  level: 3,
  authenticators: ['windowsHello', 'securityKey'],
  otherMethods: [],
  confirmedAtMs: now - 1 * minute,
  askedAgainAtMs: now + 4 * minute,
};
const person = { name: 'Sam SYNTHETIC', userId: '999000000104' };
export const otherName = 'Robin PRETEND';

/** Inside every limit, with nothing to say of it. Ends at 21:00. */
export const quiet: Standing = {
  loggedInAtMs: now - 18 * minute,
  endsAtMs: now + 11.5 * 60 * minute,
  idleLimitMinutes: 5,
  warning: null,
  endNoticeMinutes: null,
  degraded: null,
  loginOfferedUntilMs: null,
  showInUse: false,
};

export const atAal2: Who = { person, role: nurse, assurance: aal2, standing: quiet };
export const atAal3: Who = { person, role: nurse, assurance: aal3, standing: quiet };
export const withoutRole: Who = { person, role: null, assurance: aal2, standing: quiet };
export const withLongNames: Who = {
  person: { name: 'Professor Maximiliana-Alexandrina SYNTHETIC-FEATHERSTONEHAUGH', userId: '999000000105' },
  role: role(
    8,
    'Specialist Community Public Health Nurse Practitioner',
    'R8001',
    'Synthetic North and Imaginary South Community Healthcare NHS Foundation Trust',
    'ZZ98',
  ),
  assurance: { ...aal3, authenticators: [], otherMethods: ['BIOMETRIC_X'] },
  standing: quiet,
};

const plain = { why: null, opens: false, input: [] } as const;
export const lookUp: ActionSummary = {
  ...plain,
  input: [],
  id: 'find-patient',
  label: { en: 'Find a patient' },
  sensitive: false,
};
export const sign: ActionSummary = {
  ...plain,
  input: [],
  id: 'sign-prescription',
  label: { en: 'Sign a prescription' },
  sensitive: true,
};
/** A page that opens in the person's browser. */
export const openViewer: ActionSummary = {
  ...plain,
  input: [],
  id: 'open-viewer',
  label: { en: 'Open the record viewer' },
  sensitive: true,
  opens: true,
};
/** One field of every kind; the second list of answers is long. */
export const breakGlass: ActionSummary = {
  ...plain,
  id: 'open-record',
  label: { en: 'Open a record in an emergency' },
  why: { en: 'The person has not allowed it, and will be told.' },
  sensitive: true,
  input: [
    field('nhsNumber', 'NHS number', 'nhsNumber'),
    { ...field('ward', 'Ward', 'text'), required: false, hint: { en: 'As it is written on the door.' } },
    { ...field('reason', 'Reason', 'longText'), maxLength: 500 },
    { ...field('basis', 'Why you may', 'choice'), choices: answers('Emergency', 'The law') },
    {
      ...field('place', 'Where you are', 'choice'),
      choices: answers('Ward', 'Clinic', 'Home', 'Ambulance', 'School', 'Prison', 'Elsewhere'),
    },
  ],
};

function field(name: string, text: string, kind: InputFieldView['kind']): InputFieldView {
  return { name, label: { en: text }, hint: null, kind, required: true, maxLength: 200, choices: [] };
}

function answers(...texts: readonly string[]): InputFieldView['choices'] {
  return texts.map((text) => ({ value: text.toLowerCase(), label: { en: text } }));
}

export const aal3Authenticators: AuthenticatorKey[] = ['smartcard', 'securityKey', 'windowsHello', 'ipad'];

export const correlationId = '00000000-5e57-4000-8000-000000000042';

/** Another one than that of the screen beneath it. */
export function incident(code: IncidentCode): Incident {
  return { code, atMs: now - 2 * minute, correlationId: '00000000-5e57-4000-8000-000000000021' };
}

export function problem(code: FailureCode): Problem {
  return {
    code,
    atMs: now - minute,
    correlationId,
    detail: 'One line of synthetic detail for IT: host sim.invalid, step discovery.',
  };
}
