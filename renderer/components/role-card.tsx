import { useId } from 'react';
import type { RoleView } from '../../preload/session-view.ts';
import { organisation } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';

interface RoleCardProps {
  readonly role: RoleView;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (roleId: string) => void;
}

/** A radio whose whole card is its label: the name that is read out is role, organisation and ODS code together. */
export function RoleCard({ role, isCurrent, isSelected, onSelect }: RoleCardProps) {
  const id = useId();
  return (
    <div className="nhsuk-radios__item app-role-card">
      <input
        className="nhsuk-radios__input"
        id={id}
        type="radio"
        name="role"
        value={role.id}
        checked={isSelected}
        onChange={() => onSelect(role.id)}
      />
      <label className="nhsuk-label nhsuk-radios__label app-role-card__label" htmlFor={id}>
        <span>
          <span className="app-role-card__role">{role.name}</span>{' '}
          <span className="app-role-card__code">{words.chooseRole.code(role.code)}</span>
        </span>{' '}
        <span>{organisation(role)}</span>
        {isCurrent && (
          <>
            {' '}
            <span className="nhsuk-tag nhsuk-tag--grey app-tag">{words.chooseRole.current}</span>
          </>
        )}
      </label>
    </div>
  );
}
