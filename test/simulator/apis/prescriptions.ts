import { randomBytes, randomUUID } from 'node:crypto';
import { platformError, resourceIn, SYNTHETIC, type Answer, type Fields } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { atLeast } from './level.ts';

/**
 * EPS FHIR prescribing, at AAL3 alone: `$prepare` says what is to be signed, `$process-message` takes the prescription. The
 * real one wants a signature in the message; this one does not look.
 */
export const PRESCRIPTIONS: readonly Endpoint[] = [
  {
    method: 'POST',
    path: /^\/electronic-prescriptions\/FHIR\/R4\/\$prepare$/,
    admits: atLeast(3),
    answer: (_match, request) => withMessage(request, prepared),
  },
  {
    method: 'POST',
    path: /^\/electronic-prescriptions\/FHIR\/R4\/\$process-message$/,
    admits: atLeast(3),
    answer: (_match, request) => withMessage(request, accepted),
  },
];

function withMessage(request: { readonly body: string }, then: (bundle: Fields) => Answer): Answer {
  const bundle = resourceIn(request, 'Bundle');
  if (bundle !== undefined) return then(bundle);
  const display = 'The message is not a FHIR Bundle in JSON';
  return platformError({ status: 400, issueCode: 'structure', code: 'INVALID_MESSAGE', display });
}

function prepared(): Answer {
  const digest = Buffer.from(`synthetic digest ${randomUUID()}`).toString('base64');
  return {
    status: 200,
    resource: {
      resourceType: 'Parameters',
      meta: SYNTHETIC,
      parameter: [
        { name: 'digest', valueString: digest },
        { name: 'timestamp', valueString: new Date(Date.now()).toISOString() },
      ],
    },
  };
}

function accepted(): Answer {
  const part = () => randomBytes(3).toString('hex').toUpperCase();
  const prescriptionId = `${part()}-SIM001-${part()}`;
  return {
    status: 200,
    resource: {
      resourceType: 'Bundle',
      meta: SYNTHETIC,
      type: 'message',
      identifier: { system: 'https://fhir.nhs.uk/Id/prescription-order-number', value: prescriptionId },
      entry: [
        {
          resource: {
            resourceType: 'OperationOutcome',
            issue: [{ severity: 'information', code: 'informational', diagnostics: `Accepted as ${prescriptionId}` }],
          },
        },
      ],
    },
  };
}
