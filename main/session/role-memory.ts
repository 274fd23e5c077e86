import type { Person } from '../identity/userinfo.ts';
import type { LastRoles } from '../vault/last-roles.ts';
import type { Policy } from '../policy/schema.ts';
import type { Report } from './events.ts';
import { choiceOf } from './role-moves.ts';
import type { State } from './state.ts';

export interface RoleMemory {
  /** After each change of the state: asks once when a role is to be chosen, and notes the role that is worked in. */
  follow(state: State): void;
}

/** @param lastRoles absent on a shared terminal, where nothing of a person is kept (invariant 7) */
export function createRoleMemory(
  policy: Policy,
  lastRoles: LastRoles | undefined,
  {
    report,
    beforeQuit,
  }: {
    readonly report: (event: Extract<Report, { type: 'lastRoleFound' }>) => void;
    /** Holds up a quit until it is done, for a while. */
    readonly beforeQuit: (work: Promise<void>) => void;
  },
): RoleMemory {
  let askedIn: number | undefined;
  let noted = '';

  async function recall(from: LastRoles, person: Person, epoch: number): Promise<void> {
    const roleId = await from.read(person);
    if (roleId !== undefined) report({ type: 'lastRoleFound', epoch, roleId });
  }

  return {
    follow({ session, epoch }) {
      if (!lastRoles || policy.session.profile === 'shared') return;
      if (session.kind === 'choosingRole' && askedIn !== epoch) {
        askedIn = epoch;
        const isAsked = session.lastRoleId === undefined && choiceOf(policy, session.established).usable.length > 1;
        if (isAsked) void recall(lastRoles, session.established.person, epoch);
      }
      if (session.kind !== 'active') return;
      const { person } = session.established;
      const present = JSON.stringify([person.issuer, person.userId, session.role.id]);
      if (present === noted) return;
      noted = present;
      beforeQuit(lastRoles.note(person, session.role.id));
    },
  };
}
