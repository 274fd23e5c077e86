import * as v from 'valibot';

/**
 * Every way in which the app says no, as a stable code. The code is what the log, the screen and a support call
 * have in common; `renderer/i18n` holds the words for each, and will not compile while one is missing.
 */
export const failureCodes = [
  // The attempt in the browser (RFC 8252)
  'ATTEMPT_TIMED_OUT',
  'BROWSER_NOT_OPENED',
  'RECEIVER_NO_PORT',
  'CALLBACK_STATE_MISMATCH',
  'CALLBACK_MALFORMED',
  'CALLBACK_ISSUER_MISMATCH',
  'AUTHORIZATION_DENIED',
  'AUTHORIZATION_UNMET_LEVEL',
  'AUTHORIZATION_REFUSED',
  // Reaching the provider
  'PROVIDER_UNREACHABLE',
  'PROVIDER_OFFLINE',
  'PROVIDER_NAME_UNKNOWN',
  'PROVIDER_PROXY_FAILED',
  'PROVIDER_PROXY_LOGIN',
  'PROVIDER_CERTIFICATE',
  'PROVIDER_CERTIFICATE_DATE',
  'PROVIDER_TLS',
  'PROVIDER_TIMED_OUT',
  'PROVIDER_REDIRECTED',
  'PROVIDER_BAD_ANSWER',
  'PROVIDER_FAILED',
  'PROVIDER_ISSUER_MISMATCH',
  'PROVIDER_INSECURE_ENDPOINT',
  'TOKEN_REQUEST_REFUSED',
  // The ID token and userinfo (OpenID Connect Core)
  'ID_TOKEN_SIGNATURE',
  'ID_TOKEN_ALGORITHM',
  'ID_TOKEN_ISSUER',
  'ID_TOKEN_AUDIENCE',
  'ID_TOKEN_NONCE',
  'ID_TOKEN_EXPIRED',
  'ID_TOKEN_CLOCK',
  'ID_TOKEN_MALFORMED',
  'ACCESS_TOKEN_HASH',
  'USERINFO_SUBJECT',
  'USERINFO_MALFORMED',
  // Assurance and person
  'LEVEL_UNKNOWN',
  'LEVEL_TOO_LOW',
  'IDENTITY_LEVEL_UNKNOWN',
  'IDENTITY_LEVEL_TOO_LOW',
  'IDENTITY_LEVEL_CONFLICT',
  'AUTH_TIME_MISSING',
  'AUTH_TIME_STALE',
  'PERSON_MISMATCH',
  'ROLE_NOT_HELD',
  'ROLE_UNKNOWN',
  'AUTH_TIME_EARLIER',
  // Sensitive actions
  'ACTION_EXPIRED',
  'ACTION_NOT_AUDITED',
  'ACTION_INPUT_INVALID',
  'ACTION_ADDRESS_REFUSED',
  'ACTION_ROLE_CHANGED',
  'ACTION_NOT_OPENED',
  'API_UNREACHABLE',
  'API_REFUSED',
  'API_LEVEL_TOO_LOW',
  'API_ACCESS_EXPIRED',
  'API_BAD_ANSWER',
  'API_REDIRECTED',
  'API_VERSION_CONFLICT',
  'API_BUSY',
  'API_ROLE_REFUSED',
  'API_OUTCOME_UNKNOWN',
  // Set-up
  'POLICY_MISSING',
  'POLICY_UNREADABLE',
  'POLICY_UNTRUSTED',
  'POLICY_MALFORMED',
  'POLICY_INVALID',
  'POLICY_INSECURE_ISSUER',
  'POLICY_LIVE_PROVIDER',
  'APP_TOO_OLD',
  // Anything that we did not foresee
  'INTERNAL',
] as const;

export const failureCode = v.picklist(failureCodes);
export type FailureCode = v.InferOutput<typeof failureCode>;

/** A refusal as a person sees it: the code, when (ms since the epoch), one line for IT, and the id to find it in the log. */
export const problem = v.strictObject({
  code: failureCode,
  atMs: v.number(),
  correlationId: v.string(),
  detail: v.pipe(v.string(), v.maxLength(400)),
});
export type Problem = v.InferOutput<typeof problem>;
