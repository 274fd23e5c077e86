import type { ActionRequest } from '../policy/action-schema.ts';
import type { Intent } from '../session/events.ts';
import type { Call } from './call.ts';
import { fillAddress, fillBody, fillHeaders, type Filled, type Values } from './template.ts';

export type SentRequest = Exclude<ActionRequest, { readonly open: string }>;

/** The request as it goes out, or why it must not. The bearer is in it only when its address is one that may have it. */
export function callOf(
  { established, requestId, role }: Intent,
  request: SentRequest,
  values: Values,
  allowed: ReadonlySet<string>,
): Filled<Call> {
  const address = fillAddress(request.url, values);
  if (!address.ok) return address;
  if (!allowed.has(new URL(address.value).origin)) {
    return { ok: false, code: 'ACTION_ADDRESS_REFUSED', detail: 'the policy does not list where this would go' };
  }
  const headers = fillHeaders(request.headers ?? {}, values);
  if (!headers.ok) return headers;
  // `cis2.md` section 8.4: the role's id is of digits only. Anything else would be refused there, or be something else.
  if (!/^\d{1,20}$/.test(role.id))
    return { ok: false, code: 'API_ROLE_REFUSED', detail: 'the role id is not of digits' };
  if (!/^[A-Za-z0-9]{1,12}$/.test(role.organisationCode)) {
    return { ok: false, code: 'API_ROLE_REFUSED', detail: 'the role names no organisation by an ODS code' };
  }
  const hasBody = 'body' in request && request.body !== undefined;
  const body = hasBody ? fillBody(request.body, values) : undefined;
  if (body?.ok === false) return body;
  return {
    ok: true,
    value: {
      method: request.method,
      url: address.value,
      headers: {
        ...headers.value,
        accept: 'application/fhir+json',
        ...(hasBody && { 'content-type': request.contentType }),
        authorization: `Bearer ${established.tokens.accessToken}`,
        'x-request-id': requestId,
        'x-correlation-id': requestId,
        'nhsd-session-urid': role.id,
        'nhsd-end-user-organisation-ods': role.organisationCode,
      },
      ...(body && { body: body.value }),
    },
  };
}

/** What is read to learn the version of the very thing that a call changes; it is a request of its own. */
export function readingOf({ url, headers }: Call, requestId: string): Call {
  const { 'content-type': _unused, ...others } = headers;
  return { method: 'GET', url, headers: { ...others, 'x-request-id': requestId } };
}
