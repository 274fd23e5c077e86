import type { UnusableRole } from '../../preload/session-view.ts';
import { organisation } from '../i18n/format.ts';
import { roleWords } from '../i18n/role-words.ts';
import { RoleName } from './role-card.tsx';

/** Each role that is held and cannot be worked in here, and why. */
export function UnusableRoles({ unusable }: { readonly unusable: readonly UnusableRole[] }) {
  return (
    <ul className="app-unusable-roles">
      {unusable.map(({ role, reason }) => (
        <li key={role.id} className="app-unusable-roles__item">
          <RoleName role={role} /> <span className="app-unusable-roles__line">{organisation(role)}</span>{' '}
          <span className="app-unusable-roles__line">{roleWords().unusableRoles.reason[reason]}</span>
        </li>
      ))}
    </ul>
  );
}
