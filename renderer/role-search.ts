import type { RoleView } from '../preload/session-view.ts';

/** A role with what a search looks at, made once for a list and not at each letter that is typed. */
export interface SearchableRole {
  readonly role: RoleView;
  readonly text: string;
}

export function searchable(roles: readonly RoleView[]): readonly SearchableRole[] {
  return roles.map((role) => ({
    role,
    text: lowered([role.name, role.code, role.organisationName, role.organisationCode].join(' ')),
  }));
}

/** By role, organisation, ODS code or role code: every word that was typed must occur somewhere in what the card shows. */
export function rolesFound(roles: readonly SearchableRole[], query: string): readonly RoleView[] {
  const wanted = lowered(query).split(/\s+/);
  return roles.filter(({ text }) => wanted.every((word) => text.includes(word))).map(({ role }) => role);
}

function lowered(text: string): string {
  return text.toLocaleLowerCase('en-GB');
}
