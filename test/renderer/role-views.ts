/** Screens 8 and 9 (issue 5 line 1), each by the name of its screenshot. */
import type { RoleView, SessionView, UnusableRole } from '../../preload/session-view.ts';
import { problem, role, sixRoles, withoutRole } from './fixtures.ts';

/** As many as anybody may hold: a synthetic regional manager. */
export const fiveHundredRoles: readonly RoleView[] = Array.from({ length: 500 }, (_, index) => ({
  id: `9990000${String(10_000 + index)}`,
  name: index % 7 === 0 ? 'Nurse' : `Synthetic Role ${index}`,
  code: `R${String(1000 + index)}`,
  organisationName: `Synthetic Surgery q${index % 50}q`,
  organisationCode: `Z${String(10_000 + index)}`,
}));

export const notAllowed: UnusableRole = {
  role: role(8, 'Practice Manager', 'R1780', 'Synthetic Park Surgery', 'Z99901'),
  reason: 'roleNotAllowed',
};
export const notSetUp: UnusableRole = {
  role: role(9, 'Nurse', 'R8001', 'Imaginary Valley Medical Centre', 'Z99902'),
  reason: 'organisationNotSetUp',
};

export function chooseFrom(
  roles: readonly RoleView[],
  over: Partial<Extract<SessionView, { kind: 'chooseRole' }>> = {},
): SessionView {
  return { kind: 'chooseRole', who: withoutRole, roles: [...roles], lastRoleId: null, unusable: [], ...over };
}

const none: Extract<SessionView, { kind: 'noUsableRole' }> = {
  kind: 'noUsableRole',
  who: withoutRole,
  cause: 'noRoles',
  unusable: [],
  neededRoleCodes: [],
  problem: null,
};

export const roleViews = {
  chooseFewRoles: chooseFrom(sixRoles.slice(0, 3)),
  chooseManyRoles: chooseFrom(sixRoles, { lastRoleId: sixRoles[3]?.id ?? null, unusable: [notAllowed, notSetUp] }),
  noUsableRole: { ...none, neededRoleCodes: ['R8000', 'R8001'] },
  roleNotAllowed: { ...none, cause: 'roleNotAllowed', unusable: [notAllowed], neededRoleCodes: ['R8000', 'R8001'] },
  organisationNotSetUp: {
    ...none,
    cause: 'organisationNotSetUp',
    unusable: [notSetUp, notAllowed],
    neededRoleCodes: ['R8000', 'R8001'],
  },
  rolesUnreadable: { ...none, cause: 'technicalFault', problem: problem('USERINFO_MALFORMED') },
} as const satisfies Readonly<Record<string, SessionView>>;
