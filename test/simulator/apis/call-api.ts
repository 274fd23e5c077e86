import type { Simulator } from '../index.ts';
import { json } from '../relying-party.ts';

/** For tests of the look-alikes: a plain call over HTTP, and the shapes of what they refuse with. */

export const REQUEST_ID = '60e0b220-8136-4ca5-ae46-1d97ef59d068';

export interface Call {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, anything else as JSON. */
  readonly body?: unknown;
}

export async function callApi(
  { apiBase }: Pick<Simulator, 'apiBase'>,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  { token, headers = {}, body }: Call = {},
) {
  const response = await fetch(`${apiBase}${path}`, {
    method,
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await json(response) };
}

function outcome(system: string, code: string) {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', details: { coding: [{ system, code }] } }],
  };
}

export const platformOutcome = (code: string) =>
  outcome('https://fhir.nhs.uk/CodeSystem/NHSD-API-ErrorOrWarningCode', code);
export const spineOutcome = (code: string) =>
  outcome('https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode', code);
