import { randomUUID } from 'node:crypto';
import { platformError, resourceIn, SYNTHETIC, type Answer } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { challenging, relayingExchange } from './level.ts';

/** How old the authentication may be for a result to be released, s. */
export const RELEASE_MAX_AGE_S = 300;

/**
 * Two services that stand for no national API. One releases a laboratory result and challenges as RFC 9470 has it; the
 * other is behind an organisation's gateway, which relays what the token exchange of the API Platform says.
 */
export const ASKING_FOR_MORE: readonly Endpoint[] = [
  {
    method: 'POST',
    path: /^\/laboratory\/FHIR\/R4\/\$release-result$/,
    admits: challenging(RELEASE_MAX_AGE_S),
    answer: (_match, request) => released(request),
  },
  {
    method: 'GET',
    path: /^\/gateway\/immunisation-history\/FHIR\/R4\/Immunization$/,
    admits: relayingExchange(3),
    answer: () => ({
      status: 200,
      resource: { resourceType: 'Bundle', meta: SYNTHETIC, type: 'searchset', total: 0, entry: [] },
    }),
  },
];

function released(request: { readonly body: string }): Answer {
  if (resourceIn(request, 'Parameters') === undefined) {
    const display = 'The message is not a FHIR Parameters resource in JSON';
    return platformError({ status: 400, issueCode: 'structure', code: 'INVALID_MESSAGE', display });
  }
  return {
    status: 200,
    resource: {
      resourceType: 'OperationOutcome',
      id: randomUUID(),
      meta: SYNTHETIC,
      issue: [{ severity: 'information', code: 'informational', diagnostics: 'Simulated result released' }],
    },
  };
}
