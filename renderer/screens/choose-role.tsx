import { useRef, useState, type SubmitEvent } from 'react';
import type { RoleView } from '../../preload/session-view.ts';
import { Button } from '../components/button.tsx';
import { Column, PageTitle } from '../components/page.tsx';
import { RoleCard } from '../components/role-card.tsx';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

const searchAbove = 5;

export function ChooseRole({ view: { who, roles } }: ViewProps<'chooseRole'>) {
  const { chooseRole } = useGestures();
  const [query, setQuery] = useState('');
  const [selectedId, setSelectedId] = useState<string>();
  const [missing, setMissing] = useState(false);
  const group = useRef<HTMLDivElement>(null);

  const shown = roles.filter((role) => matches(role, query));
  // Only a role that is on screen can be chosen: one that the search has hidden would be chosen unseen.
  const selected = shown.find((role) => role.id === selectedId);
  const showsError = missing && !selected;

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (selected) return chooseRole({ roleId: selected.id });
    setMissing(true);
    group.current?.querySelector('input')?.focus();
  }

  return (
    <Column>
      <PageTitle
        documentTitle={showsError ? words.chooseRole.errorPrefix + words.chooseRole.title : words.chooseRole.title}
      >
        {words.chooseRole.title}
      </PageTitle>
      <p>{words.chooseRole.lead}</p>
      {roles.length > searchAbove && (
        <RoleSearch query={query} onQuery={setQuery} shown={shown.length} all={roles.length} />
      )}
      <form onSubmit={submit} noValidate>
        <div className={showsError ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
          <fieldset className="nhsuk-fieldset" aria-describedby={showsError ? 'role-error' : undefined}>
            <legend className="nhsuk-u-visually-hidden">{words.chooseRole.legend}</legend>
            <span role="alert">
              {showsError && (
                <span className="nhsuk-error-message" id="role-error">
                  <span className="nhsuk-u-visually-hidden">{words.chooseRole.errorPrefix}</span>
                  {words.chooseRole.missing}
                </span>
              )}
            </span>
            {shown.length === 0 && <p>{words.chooseRole.noneFound}</p>}
            <div className="nhsuk-radios app-role-cards" ref={group}>
              {shown.map((role) => (
                <RoleCard
                  key={role.id}
                  role={role}
                  isCurrent={role.id === who.role?.id}
                  isSelected={role.id === selected?.id}
                  onSelect={setSelectedId}
                />
              ))}
            </div>
          </fieldset>
        </div>
        <Button type="submit">{words.actions.continue}</Button>
      </form>
      <p className="nhsuk-body-s">{words.chooseRole.notListed}</p>
    </Column>
  );
}

interface RoleSearchProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly shown: number;
  readonly all: number;
}

function RoleSearch({ query, onQuery, shown, all }: RoleSearchProps) {
  return (
    <search className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor="role-search">
        {words.chooseRole.search}
      </label>
      <div className="nhsuk-hint" id="role-search-hint">
        {words.chooseRole.searchHint}
      </div>
      <input
        className="app-input"
        id="role-search"
        type="search"
        autoComplete="off"
        spellCheck={false}
        aria-describedby="role-search-hint"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
      />
      <p role="status" className="app-search-count">
        {words.chooseRole.shown(shown, all)}
      </p>
    </search>
  );
}

/** Every word that was typed must occur somewhere in what the card shows. */
function matches(role: RoleView, query: string): boolean {
  const text = [role.name, role.code, role.organisationName, role.organisationCode]
    .join(' ')
    .toLocaleLowerCase('en-GB');
  return query
    .toLocaleLowerCase('en-GB')
    .split(/\s+/)
    .every((word) => text.includes(word));
}
