import type { RecordedRequest } from '../recorded-request.ts';
import { parsed, spineError, SYNTHETIC, type Answer, type Fields } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { applyPatches, patchesIn, pointerNames } from './json-patch.ts';
import { atLeast } from './level.ts';
import { isNhsNumber, NHS_NUMBER_SYSTEM, PATIENT_NHS_NUMBER } from './nhs-number.ts';

export interface PersonalDemographics {
  readonly endpoints: readonly Endpoint[];
  /** As if somebody else had changed this patient: their version goes up. */
  readonly changedElsewhere: (nhsNumber: string) => void;
}

interface Patient {
  readonly version: number;
  /** Without `meta`, which follows from the rest. */
  readonly fields: Fields;
  readonly isRestricted: boolean;
}

function identified(nhsNumber: string): Fields {
  return { resourceType: 'Patient', id: nhsNumber, identifier: [{ system: NHS_NUMBER_SYSTEM, value: nhsNumber }] };
}

const PERSONAL = { gender: 'unknown', birthDate: '1980-01-01' } as const;

/** The numbers of the public sandbox that are found (`ux.md` section 7), as they are at the start. */
const PATIENTS: Readonly<Record<string, Patient>> = {
  [PATIENT_NHS_NUMBER]: {
    version: 2,
    isRestricted: false,
    fields: {
      ...identified(PATIENT_NHS_NUMBER),
      name: [{ id: 'simulated-name', use: 'usual', family: 'Simulated', given: ['Robin'], prefix: ['Mx'] }],
      ...PERSONAL,
      address: [{ id: 'simulated-address', use: 'home', text: '1 Synthetic Street, Sampletown, ZZ99 3VZ' }],
    },
  },
  /** Where such a patient lives is told to nobody. */
  '9000000025': {
    version: 2,
    isRestricted: true,
    fields: {
      ...identified('9000000025'),
      name: [{ id: 'simulated-name', use: 'usual', family: 'Simulated-Restricted', given: ['Alex'] }],
      ...PERSONAL,
    },
  },
  '9000000033': {
    version: 1,
    isRestricted: false,
    fields: {
      ...identified('9000000033'),
      name: [{ id: 'simulated-name', use: 'usual', family: 'Simulated-Minimal' }],
    },
  },
};

/** Nobody changes these by a patch. */
const FIXED = ['resourceType', 'id', 'identifier', 'meta'];

const found = ({ version, fields, isRestricted }: Patient): Answer => ({
  status: 200,
  headers: { etag: `W/"${version}"` },
  resource: {
    ...fields,
    meta: {
      versionId: String(version),
      security: [isRestricted ? { code: 'R', display: 'restricted' } : { code: 'U', display: 'unrestricted' }],
      ...SYNTHETIC,
    },
  },
});

/**
 * PDS FHIR R4: reading and changing a patient, at AAL2 or AAL3. Changes are kept as long as the simulator runs.
 * A patch has the answers of the public sandbox: content type, then `If-Match` (missing 412, not the newest 409), then the
 * list itself (400 `INVALID_UPDATE`), all of it or nothing.
 */
export function personalDemographics(): PersonalDemographics {
  const patients = new Map(Object.entries(PATIENTS));

  const withPatient = (id: string, then: (patient: Patient) => Answer): Answer => {
    if (!isNhsNumber(id)) {
      const display = 'Resource Id is invalid';
      return spineError({ status: 400, issueCode: 'value', code: 'INVALID_RESOURCE_ID', display });
    }
    const patient = patients.get(id);
    if (patient !== undefined) return then(patient);
    const display = 'Resource not found';
    return spineError({ status: 404, issueCode: 'not-found', code: 'RESOURCE_NOT_FOUND', display });
  };

  const patch = (request: RecordedRequest, id: string, patient: Patient): Answer => {
    const refusal = headerProblem(request, patient.version);
    if (refusal !== undefined) return refusal;
    const patches = patchesIn(parsed(request.body));
    if (patches.length === 0) return invalidUpdate('No patches found');
    const fixed = patches.find(({ op, path }) => op !== 'test' && FIXED.includes(pointerNames(path)[0] ?? ''));
    if (fixed !== undefined) {
      return spineError({
        status: 403,
        issueCode: 'forbidden',
        code: 'FORBIDDEN_UPDATE',
        display: 'Update is not permitted',
        diagnostics: `Forbidden update with error - '${String(fixed['path'])}' cannot be changed`,
      });
    }
    const patched = applyPatches(patient.fields, patches);
    if (patched.kind === 'invalid') return invalidUpdate(`Invalid patch - ${patched.why}`);
    const changed = { ...patient, version: patient.version + 1, fields: patched.document };
    patients.set(id, changed);
    return found(changed);
  };

  const path = /^\/personal-demographics\/FHIR\/R4\/Patient\/([^/]+)$/;
  const common = { path, admits: atLeast(2), wantsRequestId: true };
  return {
    endpoints: [
      { ...common, method: 'GET', answer: ([, id = '']) => withPatient(id, found) },
      {
        ...common,
        method: 'PATCH',
        answer: ([, id = ''], request) => withPatient(id, (patient) => patch(request, id, patient)),
      },
    ],
    changedElsewhere: (nhsNumber) => {
      const patient = patients.get(nhsNumber);
      if (patient === undefined) throw new Error(`no patient ${nhsNumber}`);
      patients.set(nhsNumber, { ...patient, version: patient.version + 1 });
    },
  };
}

function invalidUpdate(why: string): Answer {
  return spineError({
    status: 400,
    issueCode: 'structure',
    code: 'INVALID_UPDATE',
    display: 'Update is invalid',
    diagnostics: `Invalid update with error - ${why}`,
  });
}

function headerProblem({ headers }: RecordedRequest, version: number): Answer | undefined {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json-patch+json') {
    return spineError({
      status: 415,
      issueCode: 'value',
      code: 'UNSUPPORTED_MEDIA_TYPE',
      display: 'Unsupported media type',
      diagnostics: 'Content-Type must be application/json-patch+json',
    });
  }
  const ifMatch = headers['if-match'];
  if (ifMatch === undefined) {
    return spineError({
      status: 412,
      issueCode: 'required',
      code: 'PRECONDITION_FAILED',
      display: 'Required condition was not fulfilled',
      diagnostics: 'Invalid request with error - If-Match header must be supplied to update this resource',
    });
  }
  if (ifMatch !== `W/"${version}"`) {
    return spineError({
      status: 409,
      issueCode: 'conflict',
      code: 'RESOURCE_VERSION_MISMATCH',
      display: 'Resource version mismatch',
      diagnostics:
        'This resource has changed since you last read it. Read it again and try with the new version number.',
    });
  }
  return undefined;
}
