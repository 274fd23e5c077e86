import { memo, useId } from 'react';
import type { RoleView } from '../../preload/session-view.ts';
import { organisation } from '../i18n/format.ts';
import { roleWords } from '../i18n/role-words.ts';
import { useWords } from '../i18n/words.ts';

interface RoleCardProps {
  readonly role: RoleView;
  readonly isLast: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (roleId: string) => void;
}

/**
 * A radio whose whole card is its label: the name that is read out is role, organisation and ODS code together. Of five hundred
 * only those are rendered again that change.
 */
export const RoleCard = memo(function RoleCard({ role, isLast, isSelected, onSelect }: RoleCardProps) {
  useWords();
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
        <RoleName role={role} /> <span>{organisation(role)}</span>
        {isLast && (
          <>
            {' '}
            <span className="nhsuk-tag nhsuk-tag--grey app-tag">{roleWords().chooseRole.last}</span>
          </>
        )}
      </label>
    </div>
  );
});

export function RoleName({ role: { name, code } }: { readonly role: RoleView }) {
  return (
    <span>
      <span className="app-role-card__role">{name}</span>
      {code !== '' && (
        <>
          {' '}
          <span className="app-role-card__code">{roleWords().chooseRole.code(code)}</span>
        </>
      )}
    </span>
  );
}
