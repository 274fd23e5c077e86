import type { IncomingMessage } from 'node:http';
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { ACR_VALUES, acrClaim, requestedAcr } from './assurance-policy.ts';
import type { Authentications } from './authentication.ts';
import { findAuthenticator } from './authenticators.ts';
import type { Events } from './events.ts';
import { bend, type Faults, type LosableRoute } from './faults.ts';
import { idTokenClaims, idTokenTools } from './id-token.ts';
import type { SimulatorKeys } from './keys.ts';
import { logInPolicy, selectedRole, type SelectedRoles } from './log-in-policy.ts';
import { page, pageHeaders } from './page.ts';
import { findPersona, type Persona } from './personas.ts';
import { drop, type RecordedRequest } from './recorded-request.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTokenStore } from './token-store.ts';
import { ROLE_SCOPES, SCOPE_CLAIMS, userinfoClaims } from './userinfo.ts';

/** `direct`: CIS2 itself, no refresh token. `gateway`: an organisation's gateway, rotating single-use refresh tokens. */
export type Topology = 'direct' | 'gateway';

/** Lifetime of an access token, s: what `expires_in` says. */
export const ACCESS_TOKEN_LIFETIME_S: Readonly<Record<Topology, number>> = { direct: 3599, gateway: 599 };
/** Lifetime of a refresh token counted from the first one of its grant, s. */
export const REFRESH_TOKEN_LIFETIME_S = 43_199;
const BROWSER_SESSION_LIFETIME_S = 43_200;
/** Longer than any token of a grant, so that it is the token's own lifetime that ends it. */
const GRANT_LIFETIME_S = 86_400;

/** What CIS2 advertises; it signs with RS256 all the same. */
const ADVERTISED_SIGNING_ALGORITHMS = [
  'PS384',
  'ES384',
  'RS384',
  'HS256',
  'HS512',
  'ES256',
  'RS256',
  'HS384',
  'ES512',
  'PS256',
  'PS512',
  'RS512',
];

export interface ProviderInput {
  readonly issuer: string;
  readonly topology: Topology;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly keys: SimulatorKeys;
  readonly authentications: Authentications;
  readonly events: Pick<Events, 'admit' | 'shut'>;
  /** The person as they are now: roles may have been withdrawn since. */
  readonly present: (persona: Persona) => Persona;
  readonly offersEndSession: boolean;
  readonly faults: () => Faults;
  /** The recorded request that a (replayed) request of the provider's stands for. */
  readonly recordOf: (request: IncomingMessage) => RecordedRequest;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLosable(route: string | undefined): route is LosableRoute {
  return route === 'token' || route === 'userinfo' || route === 'revocation';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function configuration(input: ProviderInput, remembered: SelectedRoles): Configuration {
  const { issuer, topology, clientId, keys } = input;
  const issuerPath = new URL(issuer).pathname;
  const cookie = { httpOnly: true, sameSite: 'lax', signed: false } as const;
  const hasRefreshTokens = topology === 'gateway';
  return {
    acrValues: ACR_VALUES,
    adapter: createTokenStore(),
    claims: SCOPE_CLAIMS,
    clientAuthMethods: ['none'],
    clientBasedCORS: () => false,
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: hasRefreshTokens ? ['authorization_code', 'refresh_token'] : ['authorization_code'],
        response_types: ['code'],
        redirect_uris: input.redirectUris,
        id_token_signed_response_alg: 'RS256',
      },
    ],
    cookies: {
      names: { session: 'simulatorSession', interaction: 'simulatorLogIn', resume: 'simulatorResume' },
      // Cookies ignore ports: without the path they would also be sent to the client's loopback receiver. The short
      // ones already have a path of their own, one for each log-in, so that two tabs do not disturb each other.
      long: { ...cookie, path: issuerPath },
      short: cookie,
    },
    // Tokens outlive the browser session; a gateway ends both on revocation, see below.
    expiresWithSession: () => false,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.set(pageHeaders());
          ctx.body = page(
            'Log out of the CIS2 simulator',
            `${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Log out</button>`,
          );
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.set(pageHeaders());
          ctx.body = page('You are logged out of the CIS2 simulator', '');
        },
      },
    },
    findAccount: (_ctx, id) => {
      const persona = findPersona(id);
      return persona === undefined
        ? undefined
        : { accountId: id, claims: () => userinfoClaims(input.present(persona)) };
    },
    interactions: {
      policy: logInPolicy(remembered),
      url: (_ctx, interaction) => `${issuerPath}/interaction/${interaction.uid}`,
    },
    issueRefreshToken: () => hasRefreshTokens,
    jwks: { keys: [keys.signing.privateJwk] },
    // A new grant for each request, with all that was asked for: CIS2 has no consent, and what a grant established
    // (person, level, time) must not change under tokens that were issued earlier.
    loadExistingGrant: async (ctx) => {
      const accountId = ctx.oidc.session?.accountId;
      if (accountId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({ accountId, clientId });
      grant.addOIDCScope(ctx.oidc.requestParamScopes);
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    renderError: (ctx, { error, error_description }) => {
      ctx.set(pageHeaders());
      ctx.body = page('The simulator refused this request', '', [error, error_description].join(': '));
    },
    responseTypes: ['code'],
    rotateRefreshToken: true,
    routes: {
      authorization: '/authorize',
      end_session: '/connect/endSession',
      jwks: '/connect/jwk_uri',
      revocation: '/token/revoke',
      token: '/access_token',
      userinfo: '/userinfo',
    },
    scopes: ['openid', ...ROLE_SCOPES],
    ttl: {
      AccessToken: () => ACCESS_TOKEN_LIFETIME_S[topology],
      AuthorizationCode: 60,
      Grant: () => GRANT_LIFETIME_S,
      IdToken: () => 3600,
      Interaction: () => 3600,
      RefreshToken: (ctx) => ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? REFRESH_TOKEN_LIFETIME_S,
      Session: () => BROWSER_SESSION_LIFETIME_S,
    },
  };
}

/** An OpenID provider that answers as CIS2 does, where oidc-provider alone would not. */
export function createProvider(input: ProviderInput): { readonly provider: Provider; readonly sessions: Sessions } {
  const { issuer, topology, clientId, keys, authentications, events, faults } = input;
  const remembered: SelectedRoles = new Map();
  const provider = new Provider(issuer, configuration(input, remembered));
  const sessions = createSessions(provider, authentications);

  provider.on('authorization.success', (ctx) => {
    const { session, params, entities } = ctx.oidc;
    const persona = findPersona(session?.accountId);
    const authenticator = findAuthenticator(session?.acr);
    const sid = session?.sidFor(clientId);
    const authTimeS = session?.authTime();
    const grantId = entities.Grant?.jti;
    if (!session || !persona || !authenticator || !grantId || sid === undefined || authTimeS === undefined) {
      throw new Error('an authorisation without a person was answered');
    }
    const selectedRoleId = selectedRole(ctx, remembered);
    if (selectedRoleId !== undefined) remembered.set(session.uid, selectedRoleId);
    authentications.set(grantId, {
      persona,
      authenticator,
      acr: acrClaim(authenticator, requestedAcr(params?.['acr_values'])),
      authTimeS,
      sid,
      browserSessionUid: session.uid,
      nonce: text(params?.['nonce']),
      state: text(params?.['state']),
      selectedRoleId,
    });
  });

  /** The answer to a code or a refresh: CIS2's ID token in place of the provider's, `nonce` beside it, faults last. */
  const tokenAnswer = async (ctx: KoaContextWithOIDC, body: Fields, request: RecordedRequest): Promise<Fields> => {
    const authentication = authentications.get(ctx.oidc.accessToken?.grantId ?? '');
    const accessToken = text(body['access_token']);
    if (authentication === undefined || accessToken === undefined) throw new Error('a token without a person');
    const code = text(request.form['code']);
    const { nonce } = authentication;
    events.admit(accessToken, {
      sid: authentication.sid,
      expiresAtMs: Date.now() + ACCESS_TOKEN_LIFETIME_S[topology] * 1000,
    });
    const isGateway = topology === 'gateway';
    const claims = idTokenClaims({ issuer, clientId, isGateway, authentication, accessToken, code });
    const tools = idTokenTools(keys, await bend(claims, faults().idTokenClaims, request));
    const signed = await tools.sign(tools.claims);
    const answer = {
      ...body,
      id_token: (await faults().idToken?.(signed, tools)) ?? signed,
      ...(nonce === undefined || code === undefined ? {} : { nonce }),
    };
    return bend(answer, faults().tokenResponse, request);
  };

  /** A gateway's revocation of a refresh token ends that `sid` with all its tokens, and the browser session. */
  const endSid = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { RefreshToken: token } = ctx.oidc.entities;
    const sid = authentications.get(token?.grantId ?? '')?.sid;
    if (sid === undefined) return;
    await sessions.end(sid);
    events.shut(sid);
  };

  /** Applies to every redirect that leaves for the client; those between our own pages are relative or ours. */
  const bendRedirect = (location: string): string => {
    if (!URL.canParse(location) || location.startsWith(issuer)) return location;
    const url = new URL(location);
    url.searchParams.set('client_id', clientId);
    return String(faults().redirect?.(url) ?? url);
  };

  // The outermost, so that everything has been done by the time that its answer is lost.
  provider.use(async (ctx, next) => {
    await next();
    const route = (ctx as KoaContextWithOIDC).oidc?.route;
    if (!isLosable(route)) return;
    const loss = faults().lose?.[route]?.(input.recordOf(ctx.req));
    if (loss === undefined) return;
    ctx.respond = false;
    if (loss === 'drop') drop(ctx.res);
  });

  provider.use(async (ctx, next) => {
    await next();
    const context = ctx as KoaContextWithOIDC;
    const route = context.oidc?.route;
    const request = input.recordOf(context.req);
    const body: unknown = context.body;

    const location = text(context.response.headers['location']);
    if ((route === 'authorization' || route === 'resume') && location !== undefined) {
      context.set('location', bendRedirect(location));
    }
    if (context.status !== 200) return;
    if (route === 'revocation' && topology === 'gateway') await endSid(context);
    if (!isFields(body)) return;
    if (route === 'discovery') {
      const { end_session_endpoint, ...others } = body;
      context.body = {
        ...others,
        ...(input.offersEndSession && { end_session_endpoint }),
        id_token_signing_alg_values_supported: ADVERTISED_SIGNING_ALGORITHMS,
      };
    }
    if (route === 'jwks' && Array.isArray(body['keys'])) {
      context.body = { keys: [...keys.notForSigning, ...(body['keys'] as readonly unknown[])] };
    }
    if (route === 'token') context.body = await tokenAnswer(context, body, request);
    if (route === 'userinfo') context.body = await bend(body, faults().userinfo, request);
  });

  provider.on('server_error', (_ctx, error) => {
    console.error('simulator:', error);
  });
  return { provider, sessions };
}
