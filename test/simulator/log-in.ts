import type { IncomingMessage, ServerResponse } from 'node:http';
import type { default as Provider, Interaction, InteractionResults } from 'oidc-provider';
import { isEnough, minimumLevel, requestedAcr, type Acr } from './assurance-policy.ts';
import { findAuthenticator, type Authenticator } from './authenticators.ts';
import { logInPage, rolePage } from './log-in-page.ts';
import { page, pageHeaders } from './page.ts';
import { findPersona, type Persona } from './personas.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** Name of the policy's second prompt; the first is the provider's own `login`. */
export const ROLE_PROMPT = 'role';

const CANCEL = 'cancel';

type Judgement = { readonly persona: Persona; readonly authenticator: Authenticator } | { readonly refusal: string };

/** Whether this person may log in this way for this request; the refusal is what the page says. */
function judge(acr: Acr, user: string | undefined, key: string | undefined): Judgement {
  const persona = findPersona(user);
  if (persona === undefined) return { refusal: 'Choose a user.' };
  const authenticator = findAuthenticator(key);
  if (authenticator === undefined) return { refusal: 'Choose an authenticator.' };
  if (!persona.authenticators.includes(authenticator.key)) {
    return { refusal: `${persona.name} does not have this authenticator: ${authenticator.name}.` };
  }
  // The AAL1 log-in is let through on purpose, so that the client's own refusal can be tested.
  if (authenticator.level > 1 && !isEnough(authenticator, acr)) {
    return {
      refusal: `${authenticator.name} is AAL${authenticator.level}. A stronger authenticator is needed: choose one marked AAL${minimumLevel(acr)}.`,
    };
  }
  return { persona, authenticator };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The pages between the authorisation request and its answer: `ISSUER/interaction/UID` and below it `/cancel`. */
export async function handleLogIn(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  recorded: RecordedRequest,
): Promise<void> {
  let interaction: Interaction;
  try {
    interaction = await provider.interactionDetails(request, response);
  } catch {
    response.writeHead(400, pageHeaders());
    response.end(page('This log-in has expired', '<p>Go back to the application and start again.</p>'));
    return;
  }

  const redirectUri = text(interaction.params['redirect_uri']);
  const ownPath = recorded.path.replace(new RegExp(`/${CANCEL}$`), '');
  const cancelPath = `${ownPath}/${CANCEL}`;

  const show = (html: string) => {
    response.writeHead(200, pageHeaders(redirectUri));
    response.end(html);
  };
  const finish = async (result: InteractionResults) => {
    interaction.result = 'error' in result ? result : { ...interaction.lastSubmission, ...result };
    await interaction.persist();
    response.writeHead(303, { location: interaction.returnTo, 'cache-control': 'no-store' });
    response.end();
  };

  if (recorded.path.endsWith(`/${CANCEL}`)) {
    await finish({ error: 'access_denied', error_description: 'the user cancelled' });
    return;
  }

  const current = findPersona(interaction.session?.accountId);

  if (interaction.prompt.name === ROLE_PROMPT && current !== undefined) {
    if (recorded.method !== 'POST') {
      show(rolePage(current, cancelPath));
      return;
    }
    const role = current.roles.find((candidate) => candidate.person_roleid === recorded.form['role']);
    if (role === undefined) show(rolePage(current, cancelPath, 'Choose a role.'));
    else await finish({ [ROLE_PROMPT]: { roleId: role.person_roleid } });
    return;
  }

  const acr = requestedAcr(interaction.params['acr_values']);
  const used = findAuthenticator(interaction.session?.acr);
  const isStepUp = used !== undefined && !isEnough(used, acr);
  if (recorded.method !== 'POST') {
    show(logInPage({ acr, current, isStepUp, cancelPath }));
    return;
  }

  const { user, authenticator } = recorded.form;
  const judgement = judge(acr, user, authenticator);
  if ('refusal' in judgement) {
    show(logInPage({ acr, current, isStepUp, cancelPath, chosen: { user, authenticator }, alert: judgement.refusal }));
    return;
  }
  if (current !== undefined && current.id !== judgement.persona.id) await leaveSession(provider, interaction);
  await finish({
    login: {
      accountId: judgement.persona.id,
      // The browser session remembers the authenticator here; the token's `acr` claim is made from the request.
      acr: judgement.authenticator.key,
      amr: [judgement.authenticator.amr],
      ts: Math.floor(Date.now() / 1000),
    },
  });
}

/**
 * Another person authenticated: the browser gets a new session with a new `sid`. Left to itself the provider would
 * show a page that logs the first person out by script. Tokens issued to that person live on: no browser session
 * carries them.
 */
async function leaveSession(provider: Provider, interaction: Interaction): Promise<void> {
  const uid = interaction.session?.uid;
  const session = uid === undefined ? undefined : await provider.Session.findByUid(uid);
  await session?.destroy();
  interaction.session = undefined;
}
