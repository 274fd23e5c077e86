import { AUTHENTICATORS } from './authenticators.ts';
import { minimumLevel, type Acr } from './assurance-policy.ts';
import { escapeHtml, page } from './page.ts';
import { PERSONAS, type Persona } from './personas.ts';

export interface LogInPageInput {
  readonly acr: Acr;
  /** The person of the browser's single-sign-on session, when it was not enough. */
  readonly current: Persona | undefined;
  /** That session's level is too low for `acr`: the page says so. */
  readonly isStepUp: boolean;
  readonly cancelPath: string;
  /** What was chosen before, after a refusal. */
  readonly chosen?: { readonly user: string | undefined; readonly authenticator: string | undefined };
  readonly alert?: string;
}

function choice(name: string, value: string, text: string, hint: string, checked: boolean): string {
  return `<div class="choice">
<input type="radio" name="${name}" id="${name}-${value}" value="${value}"${checked ? ' checked' : ''} required>
<label for="${name}-${value}">${escapeHtml(text)}<span class="hint">${escapeHtml(hint)}</span></label>
</div>`;
}

function actions(submit: string, cancelPath: string): string {
  return `<button type="submit">${submit}</button>
<a href="${cancelPath}">Cancel</a>`;
}

/** Page controls: `select[name=user]`, `input[type=radio][name=authenticator]`, `button[type=submit]`, link "Cancel". */
export function logInPage({ acr, current, isStepUp, cancelPath, chosen, alert }: LogInPageInput): string {
  const selectedUser = chosen?.user ?? current?.id;
  const level = minimumLevel(acr);
  const notice =
    isStepUp && current !== undefined
      ? `<p class="notice">${escapeHtml(current.name)} is logged in, but a stronger authenticator is needed: choose one marked AAL${level}.</p>`
      : '';
  const users = PERSONAS.map(
    ({ id, name, summary }) =>
      `<option value="${id}"${id === selectedUser ? ' selected' : ''}>${escapeHtml(`${name}: ${summary}`)}</option>`,
  );
  const authenticators = AUTHENTICATORS.map(({ key, name, hint, level: reached }) =>
    choice('authenticator', key, name, `AAL${reached}. ${hint}`, key === chosen?.authenticator),
  );
  return page(
    'Log in to the CIS2 simulator',
    `${notice}
<p>This application asks for ${level === 3 ? 'AAL3' : 'AAL2 or AAL3'}.</p>
<form method="post">
<label for="user">User</label>
<select name="user" id="user">
${users.join('\n')}
</select>
<fieldset>
<legend>Authenticator</legend>
${authenticators.join('\n')}
</fieldset>
${actions('Log in', cancelPath)}
</form>`,
    alert,
  );
}

/** Page controls: `input[type=radio][name=role]` (the first is checked), `button[type=submit]`, link "Cancel". */
export function rolePage(persona: Persona, cancelPath: string, alert?: string): string {
  const roles = persona.roles.map(({ person_roleid, role_name, org_code }, index) => {
    const job = role_name.split(':').at(-1)?.replaceAll('"', '') ?? role_name;
    const organisation = persona.organisations.find((candidate) => candidate.org_code === org_code);
    return choice('role', person_roleid, job, `${organisation?.org_name ?? 'Organisation'} (${org_code})`, index === 0);
  });
  return page(
    'Choose your role',
    `<form method="post">
<fieldset>
<legend>Role of ${escapeHtml(persona.name)}</legend>
${roles.join('\n')}
</fieldset>
${actions('Continue', cancelPath)}
</form>`,
    alert,
  );
}
