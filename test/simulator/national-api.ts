import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Authentications } from './authentication.ts';
import type { AssuranceLevel } from './authenticators.ts';
import type { RecordedRequest } from './recorded-request.ts';

const ERROR_SYSTEM = 'https://fhir.nhs.uk/CodeSystem/NHSD-API-ErrorOrWarningCode';
const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** The one patient that is found; a number of the public sandbox's test range. */
export const PATIENT_NHS_NUMBER = '9000000009';

interface Answer {
  readonly status: number;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

function failure(status: number, issueCode: string, code: string, display: string): Answer {
  return {
    status,
    resource: {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: issueCode,
          details: { coding: [{ system: ERROR_SYSTEM, version: '1', code, display }] },
          diagnostics: display,
        },
      ],
    },
  };
}

/** Modulus 11, as every NHS number's last digit. */
function isNhsNumber(value: string): boolean {
  if (!/^\d{10}$/.test(value)) return false;
  const digits = Array.from(value, Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  return (11 - (sum % 11)) % 11 === digits[9];
}

function readPatient(id: string): Answer {
  if (!isNhsNumber(id)) return failure(400, 'value', 'INVALID_RESOURCE_ID', 'Resource Id is invalid');
  if (id !== PATIENT_NHS_NUMBER) return failure(404, 'not-found', 'RESOURCE_NOT_FOUND', 'Resource not found');
  return {
    status: 200,
    headers: { etag: 'W/"2"' },
    resource: {
      resourceType: 'Patient',
      id,
      identifier: [{ system: NHS_NUMBER_SYSTEM, value: id }],
      meta: { versionId: '2', security: [{ code: 'U', display: 'unrestricted' }] },
      name: [{ use: 'usual', family: 'Simulated', given: ['Robin'], prefix: ['Mx'] }],
      gender: 'unknown',
      birthDate: '1980-01-01',
    },
  };
}

function processMessage(body: string): Answer {
  let bundle: unknown;
  try {
    bundle = JSON.parse(body);
  } catch {
    return failure(400, 'structure', 'INVALID_MESSAGE', 'The message is not JSON');
  }
  if (
    typeof bundle !== 'object' ||
    bundle === null ||
    !('resourceType' in bundle) ||
    bundle.resourceType !== 'Bundle'
  ) {
    return failure(400, 'structure', 'INVALID_MESSAGE', 'The message is not a FHIR Bundle');
  }
  const part = () => randomBytes(3).toString('hex').toUpperCase();
  const prescriptionId = `${part()}-SIM001-${part()}`;
  return {
    status: 200,
    resource: {
      resourceType: 'Bundle',
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

interface Endpoint {
  readonly method: string;
  readonly path: RegExp;
  readonly level: AssuranceLevel;
  readonly answer: (match: RegExpExecArray, request: RecordedRequest) => Answer;
}

const ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: /^\/personal-demographics\/FHIR\/R4\/Patient\/([^/]+)$/,
    level: 2,
    answer: (match) => readPatient(match[1] ?? ''),
  },
  {
    method: 'POST',
    path: /^\/electronic-prescriptions\/FHIR\/R4\/\$process-message$/,
    level: 3,
    answer: (_match, request) => processMessage(request.body),
  },
];

/** Only headers that the national APIs echo, and only when they were sent. */
function echoed({ headers }: RecordedRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['x-request-id', 'x-correlation-id'].flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

export type NationalApi = (request: RecordedRequest, response: ServerResponse) => Promise<void>;

/**
 * Looks like two national APIs behind the API Platform. The bearer is looked up in the provider's own store, and its
 * level is that of the log-in it came from. As at the platform, no `WWW-Authenticate` challenge is sent.
 */
export function createNationalApi(provider: Provider, authentications: Authentications): NationalApi {
  const refuse = async (request: RecordedRequest, level: AssuranceLevel): Promise<Answer | undefined> => {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
    if (bearer === undefined) return failure(401, 'login', 'ACCESS_TOKEN_MISSING', 'Access token missing');
    const token = await provider.AccessToken.find(bearer, { ignoreExpiration: true });
    const authentication = token === undefined ? undefined : authentications.get(token.grantId);
    if (token === undefined || authentication === undefined) {
      return failure(401, 'login', 'ACCESS_TOKEN_INVALID', 'Access token is invalid');
    }
    if (token.isExpired) return failure(401, 'login', 'ACCESS_TOKEN_EXPIRED', 'Access token has expired');
    if (authentication.authenticator.level < level) {
      return failure(403, 'forbidden', 'ACCESS_DENIED_LEVEL', `Access denied: AAL${level} is needed`);
    }
    return undefined;
  };

  const answerTo = async (request: RecordedRequest): Promise<Answer> => {
    const path = request.path.replace(/%24/g, '$');
    for (const { method, path: pattern, level, answer } of ENDPOINTS) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (match !== null) return (await refuse(request, level)) ?? answer(match, request);
    }
    return failure(404, 'not-found', 'RESOURCE_NOT_FOUND', 'There is no such endpoint here');
  };

  return async (request, response) => {
    const { status, resource, headers } = await answerTo(request);
    response.writeHead(status, {
      'content-type': 'application/fhir+json; charset=utf-8',
      'cache-control': 'no-store',
      ...echoed(request),
      ...headers,
    });
    response.end(JSON.stringify(resource));
  };
}
