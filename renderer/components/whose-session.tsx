import type { RoleView } from '../../preload/session-view.ts';
import { organisation } from '../i18n/format.ts';

interface WhoseSessionProps {
  readonly name: string;
  readonly role: RoleView | null;
}

/** Large, so that it can be read from where somebody walks up to the computer. */
export function WhoseSession({ name, role }: WhoseSessionProps) {
  return (
    <p className="app-whose">
      <strong className="app-whose__name">{name}</strong>
      {role && (
        <span>
          {role.name}, {organisation(role)}
        </span>
      )}
    </p>
  );
}
