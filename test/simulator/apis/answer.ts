import type { FaultAnswer } from '../faults.ts';
import type { RecordedRequest } from '../recorded-request.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly resource: Fields;
  /** Beside or in place of the usual ones; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

const PLATFORM_SYSTEM = 'https://fhir.nhs.uk/CodeSystem/NHSD-API-ErrorOrWarningCode';
const SPINE_SYSTEM = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode';

/** `transient`, `login` and the like: FHIR's own issue types. */
export type IssueCode =
  | 'value'
  | 'structure'
  | 'required'
  | 'invalid'
  | 'not-found'
  | 'forbidden'
  | 'login'
  | 'conflict'
  | 'throttled'
  | 'transient';

interface Refusal {
  readonly status: number;
  readonly issueCode: IssueCode;
  readonly code: string;
  readonly display: string;
  readonly diagnostics?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function outcome(system: string, { status, issueCode, code, display, diagnostics, headers }: Refusal): Answer {
  return {
    status,
    ...(headers !== undefined && { headers }),
    resource: {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: issueCode,
          details: { coding: [{ system, version: '1', code, display }] },
          diagnostics: diagnostics ?? display,
        },
      ],
    },
  };
}

/** An `OperationOutcome` with a code of the API Platform's list (`ux.md` section 7). */
export const platformError = (refusal: Refusal): Answer => outcome(PLATFORM_SYSTEM, refusal);

/** The same with a code of Spine's list, which is what PDS answers with. */
export const spineError = (refusal: Refusal): Answer => outcome(SPINE_SYSTEM, refusal);

/** Merged into `meta`: HL7's own mark of data that are of nobody. */
export const SYNTHETIC = {
  tag: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
      code: 'HTEST',
      display: 'test health data',
    },
  ],
} as const;

/** The body as a FHIR resource of this type, or `undefined`. */
export function resourceIn({ body }: Pick<RecordedRequest, 'body'>, resourceType: string): Fields | undefined {
  const resource = parsed(body);
  return isFields(resource) && resource['resourceType'] === resourceType ? resource : undefined;
}

/** JSON, or `undefined` for anything that is not. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Those elements of a list that are objects; nothing for what is no list. */
export function objects(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/** Such an answer as a fault, in the place of the real one: `respond: { api: () => asFault(…) }`. */
export function asFault({ status, resource, headers }: Answer): FaultAnswer {
  return { status, headers: { 'content-type': FHIR_JSON, ...headers }, body: JSON.stringify(resource) };
}
