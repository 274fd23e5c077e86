import { memo, useDeferredValue, useMemo, useRef, useState, type SubmitEvent } from 'react';
import type { RoleView } from '../../preload/session-view.ts';
import { Button, ButtonGroup } from '../components/button.tsx';
import { Contact } from '../components/contact.tsx';
import { Column, PageTitle } from '../components/page.tsx';
import { RoleCard } from '../components/role-card.tsx';
import { UnusableRoles } from '../components/unusable-roles.tsx';
import { roleWords } from '../i18n/role-words.ts';
import { words } from '../i18n/words.ts';
import { rolesFound, searchable } from '../role-search.ts';
import { useGestures, useSession } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

const searchAbove = 5;
/** Above it, cards that are out of sight are not laid out. */
const manyAbove = 20;

export function ChooseRole({ view: { roles, lastRoleId, unusable } }: ViewProps<'chooseRole'>) {
  const { chooseRole, changeRole } = useGestures();
  const { appInfo } = useSession();
  const [query, setQuery] = useState('');
  const [pickedId, setPickedId] = useState<string>();
  const [missing, setMissing] = useState(false);
  const group = useRef<HTMLDivElement>(null);

  // The list may come a moment later than the letters, so that typing never waits for it.
  const searched = useDeferredValue(query);
  const index = useMemo(() => searchable(roles), [roles]);
  const shown = useMemo(() => rolesFound(index, searched), [index, searched]);
  // On a shared terminal the last role may be that of a shift that is over: there the person picks it themselves (HAZ-04).
  const selectedId = pickedId ?? (appInfo?.profile === 'personal' ? lastRoleId : null);
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
        documentTitle={
          showsError ? roleWords().chooseRole.errorPrefix + roleWords().chooseRole.title : roleWords().chooseRole.title
        }
      >
        {roleWords().chooseRole.title}
      </PageTitle>
      <p>{roleWords().chooseRole.lead}</p>
      {roles.length > searchAbove && (
        <RoleSearch query={query} onQuery={setQuery} shown={shown.length} all={roles.length} />
      )}
      <form onSubmit={submit} noValidate>
        <div className={showsError ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
          <fieldset className="nhsuk-fieldset" aria-describedby={showsError ? 'role-error' : undefined}>
            <legend className="nhsuk-u-visually-hidden">{roleWords().chooseRole.legend}</legend>
            <span role="alert">
              {showsError && (
                <span className="nhsuk-error-message" id="role-error">
                  <span className="nhsuk-u-visually-hidden">{roleWords().chooseRole.errorPrefix}</span>
                  {roleWords().chooseRole.missing}
                </span>
              )}
            </span>
            {shown.length === 0 && <p>{roleWords().chooseRole.noneFound}</p>}
            <div
              className={`nhsuk-radios app-role-cards${roles.length > manyAbove ? ' app-role-cards--many' : ''}`}
              ref={group}
            >
              <RoleCards shown={shown} lastRoleId={lastRoleId} selectedId={selected?.id} onSelect={setPickedId} />
            </div>
          </fieldset>
        </div>
        <ButtonGroup>
          <Button type="submit">{words.actions.continue}</Button>
          <Button variant="secondary" onClick={changeRole}>
            {words.actions.logInAgain}
          </Button>
        </ButtonGroup>
      </form>
      {unusable.length > 0 && (
        <details className="nhsuk-details">
          <summary className="nhsuk-details__summary">
            <span className="nhsuk-details__summary-text">{roleWords().unusableRoles.summary(unusable.length)}</span>
          </summary>
          <div className="nhsuk-details__text">
            <UnusableRoles unusable={unusable} />
          </div>
        </details>
      )}
      <p className="nhsuk-body-s">{roleWords().chooseRole.notListed}</p>
      <Contact who="registrationAuthority" />
    </Column>
  );
}

interface RoleCardsProps {
  readonly shown: readonly RoleView[];
  readonly lastRoleId: string | null;
  readonly selectedId: string | undefined;
  readonly onSelect: (roleId: string) => void;
}

/** Apart from the text field, whose every letter would otherwise go through all of the cards at once. */
const RoleCards = memo(function RoleCards({ shown, lastRoleId, selectedId, onSelect }: RoleCardsProps) {
  return shown.map((role) => (
    <RoleCard
      key={role.id}
      role={role}
      isLast={role.id === lastRoleId}
      isSelected={role.id === selectedId}
      onSelect={onSelect}
    />
  ));
});

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
        {roleWords().chooseRole.search}
      </label>
      <div className="nhsuk-hint" id="role-search-hint">
        {roleWords().chooseRole.searchHint}
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
        {roleWords().chooseRole.shown(shown, all)}
      </p>
    </search>
  );
}
