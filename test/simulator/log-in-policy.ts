import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { isEnough, requestedAcr } from './assurance-policy.ts';
import { findAuthenticator } from './authenticators.ts';
import { ROLE_PROMPT } from './log-in.ts';
import { findPersona } from './personas.ts';

const { Check, Prompt, base } = interactionPolicy;

/** By uid of the browser session: the `person_roleid` selected in it. */
export type SelectedRoles = Map<string, string>;

function asksForRole({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.requestParamScopes.has('selectedrole') || oidc.requestParamScopes.has('changedrole');
}

function justSelectedRole({ oidc }: KoaContextWithOIDC): string | undefined {
  const result = oidc.result?.[ROLE_PROMPT];
  return typeof result === 'object' && result !== null && 'roleId' in result && typeof result.roleId === 'string'
    ? result.roleId
    : undefined;
}

/**
 * The role that the answer to this request names. One role is selected without asking; a role selected before in this
 * browser session counts unless the request is for another (`changedrole`) or for a new log-in (`prompt=login`).
 */
export function selectedRole(ctx: KoaContextWithOIDC, remembered: SelectedRoles): string | undefined {
  if (!asksForRole(ctx)) return undefined;
  const roles = findPersona(ctx.oidc.session?.accountId)?.roles ?? [];
  const mayReuse = !ctx.oidc.requestParamScopes.has('changedrole') && !ctx.oidc.prompts.has('login');
  const earlier = mayReuse ? remembered.get(ctx.oidc.session?.uid ?? '') : undefined;
  const selected = justSelectedRole(ctx) ?? (roles.length === 1 ? roles[0]?.person_roleid : earlier);
  return roles.find((role) => role.person_roleid === selected)?.person_roleid;
}

/**
 * When the browser's own session is not enough. `prompt=login`, `max_age` and "no session" are the provider's own
 * checks; ours are the level (a step-up without `prompt`) and the role. No consent: CIS2 has no consent page, and the
 * provider's check for native clients would never be satisfied.
 */
export function logInPolicy(remembered: SelectedRoles): interactionPolicy.DefaultPolicy {
  const policy = base();
  policy.remove('consent');
  policy.get('login')?.checks.add(
    new Check('assurance_level', 'a stronger authenticator is needed', 'login_required', ({ oidc }) => {
      const used = findAuthenticator(oidc.session?.acr);
      // Someone who has this moment authenticated is not asked again: the page has judged the authenticator.
      if (used === undefined || oidc.result?.login !== undefined) return Check.NO_NEED_TO_PROMPT;
      return isEnough(used, requestedAcr(oidc.params?.['acr_values'])) ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  policy.add(
    new Prompt(
      { name: ROLE_PROMPT, requestable: false },
      new Check('role_not_selected', 'a role must be selected', 'interaction_required', (ctx) => {
        const roles = findPersona(ctx.oidc.session?.accountId)?.roles ?? [];
        return asksForRole(ctx) && roles.length > 1 && selectedRole(ctx, remembered) === undefined
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT;
      }),
    ),
  );
  return policy;
}
