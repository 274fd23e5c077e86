import { platformError, SYNTHETIC, type Answer } from './answer.ts';
import type { Caller } from './caller.ts';
import type { Endpoint } from './endpoint.ts';
import { asReferralsDo } from './level.ts';
import type { RecordedRequest } from '../recorded-request.ts';

/** The one referral that there is; 12 digits, as the real ones. */
export const REFERRAL_NUMBER = '000000070000';

const BUSINESS_FUNCTIONS = [
  'REFERRING_CLINICIAN',
  'REFERRING_CLINICIAN_ADMIN',
  'SERVICE_PROVIDER_CLINICIAN',
  'SERVICE_PROVIDER_CLINICIAN_ADMIN',
];

/**
 * In the style of e-RS R4: a referral is read at AAL2 and accepted at AAL3, where the real one takes either and has no such
 * operation. It wants its own two headers, of which the organisation must be that of the role.
 */
export const REFERRALS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: /^\/referrals\/FHIR\/R4\/ServiceRequest\/([^/]+)$/,
    admits: asReferralsDo(2),
    answer: ([, number], request, caller) => withReferral(number, request, caller, 'active'),
  },
  {
    method: 'POST',
    path: /^\/referrals\/FHIR\/R4\/ServiceRequest\/([^/]+)\/\$ers\.accept$/,
    admits: asReferralsDo(3),
    answer: ([, number], request, caller) => withReferral(number, request, caller, 'completed'),
  },
];

function withReferral(
  number: string | undefined,
  { headers }: RecordedRequest,
  { role }: Caller,
  status: 'active' | 'completed',
): Answer {
  const business = headers['nhsd-ers-business-function'];
  const organisation = headers['nhsd-end-user-organisation-ods'];
  if (business === undefined || organisation === undefined) {
    return platformError({
      status: 400,
      issueCode: 'required',
      code: 'MISSING_VALUE',
      display: 'Required value is missing',
      diagnostics: 'NHSD-eRS-Business-Function and NHSD-End-User-Organisation-ODS must be sent',
    });
  }
  if (!BUSINESS_FUNCTIONS.includes(business) || organisation !== role.org_code) {
    return platformError({
      status: 403,
      issueCode: 'forbidden',
      code: 'ACCESS_DENIED',
      display: 'Access denied',
      diagnostics: 'Business function or organisation are not those of the role',
    });
  }
  if (number !== REFERRAL_NUMBER) {
    const display = 'Resource not found';
    return platformError({ status: 404, issueCode: 'not-found', code: 'RESOURCE_NOT_FOUND', display });
  }
  return {
    status: 200,
    resource: {
      resourceType: 'ServiceRequest',
      id: REFERRAL_NUMBER,
      meta: SYNTHETIC,
      status,
      intent: 'order',
      code: { text: 'Simulated referral: of nobody' },
    },
  };
}
