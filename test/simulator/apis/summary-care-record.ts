import { randomUUID } from 'node:crypto';
import type { RecordedRequest } from '../recorded-request.ts';
import { isFields, objects, platformError, resourceIn, SYNTHETIC, type Answer, type Fields } from './answer.ts';
import type { Caller } from './caller.ts';
import type { Endpoint } from './endpoint.ts';
import { atLeast } from './level.ts';
import { isNhsNumber, NHS_NUMBER_SYSTEM, PATIENT_NHS_NUMBER } from './nhs-number.ts';

const ODS_SYSTEM = 'https://fhir.nhs.uk/Id/ods-organization-code';
const USER_SYSTEM = 'https://fhir.nhs.uk/Id/sds-user-id';
/** 1: a relationship that the person claims for themselves; 2: access without one. */
const ALERT_TYPES = ['1', '2'];
const ALERT_REASONS = ['1', '2', '3', '4', '5', '6'];
const PERMISSIONS = ['Yes', 'No', 'Ask'];

/** Made up, and the same at every start, so that a test can name it. */
const DOCUMENT_ID = '5EED0000-0000-4000-8000-000000000009';

/**
 * SCR FHIR R4, at AAL2 or AAL3. A record opens to one person, in one session, for one patient: after a privacy alert (an
 * `AuditEvent` with a type and a reason: break-glass) or with the patient's permission. Until then it answers 403
 * `ACCESS_DENIED`, so that break-glass shows what it does. The real one leaves that to the application, and takes the
 * permission `Yes` for `Ask`.
 */
export function summaryCareRecord(): readonly Endpoint[] {
  const opened = new Set<string>();
  const keyOf = ({ persona, sid }: Caller, nhsNumber: string) => [persona.id, sid, nhsNumber].join(' ');
  const root = '^/summary-care-record/FHIR/R4';
  const admits = atLeast(2);

  const reading = (caller: Caller, nhsNumber: string | undefined, then: (nhsNumber: string) => Answer): Answer => {
    if (nhsNumber === undefined) return invalid('The NHS number of the patient is missing or wrong');
    if (!opened.has(keyOf(caller, nhsNumber))) {
      return platformError({
        status: 403,
        issueCode: 'forbidden',
        code: 'ACCESS_DENIED',
        display: 'Access denied',
        diagnostics: 'There is neither a permission of the patient nor a privacy alert',
      });
    }
    if (nhsNumber === PATIENT_NHS_NUMBER) return then(nhsNumber);
    const display = 'Resource not found';
    return platformError({ status: 404, issueCode: 'not-found', code: 'RESOURCE_NOT_FOUND', display });
  };

  return [
    {
      method: 'GET',
      path: new RegExp(`${root}/DocumentReference$`),
      admits,
      answer: (_match, { query }, caller) => reading(caller, nhsNumberIn(query['patient']), documentReferences),
    },
    {
      method: 'GET',
      path: new RegExp(`${root}/Bundle$`),
      admits,
      answer: (_match, { query }, caller) =>
        reading(caller, nhsNumberIn(query['composition.subject:Patient.identifier']), summary),
    },
    {
      method: 'POST',
      path: new RegExp(`${root}/\\$setPermission$`),
      admits,
      answer: (_match, request, caller) => {
        const wish = permissionIn(request);
        if (wish === undefined) return invalid('No NHS number with one of the permissions Yes, No or Ask');
        if (wish.permission === 'Yes') opened.add(keyOf(caller, wish.nhsNumber));
        else opened.delete(keyOf(caller, wish.nhsNumber));
        return created('Parameters');
      },
    },
    {
      method: 'POST',
      path: new RegExp(`${root}/AuditEvent$`),
      admits,
      answer: (_match, request, caller) => {
        const alert = alertIn(request, caller);
        if (typeof alert === 'string') return invalid(alert);
        opened.add(keyOf(caller, alert.nhsNumber));
        return created('AuditEvent');
      },
    },
  ];
}

function invalid(diagnostics: string): Answer {
  const display = 'Provided value is invalid';
  return platformError({ status: 400, issueCode: 'value', code: 'INVALID_VALUE', display, diagnostics });
}

function created(resourceType: 'Parameters' | 'AuditEvent'): Answer {
  const id = randomUUID();
  return {
    status: 201,
    headers: { location: `/summary-care-record/FHIR/R4/${resourceType}/${id}` },
    resource: { resourceType, id, meta: SYNTHETIC },
  };
}

/** A search parameter `system|value`, as FHIR has it for identifiers. */
function nhsNumberIn(parameter: string | undefined): string | undefined {
  const [system, value = ''] = parameter?.split('|') ?? [];
  return system === NHS_NUMBER_SYSTEM && isNhsNumber(value) ? value : undefined;
}

function permissionIn(
  request: RecordedRequest,
): { readonly nhsNumber: string; readonly permission: string } | undefined {
  const wish = objects(resourceIn(request, 'Parameters')?.['parameter']).find(({ name }) => name === 'setPermissions');
  const parts = objects(wish?.['part']);
  const nhsNumber = parts.find(({ name }) => name === 'nhsNumber')?.['valueString'];
  const coding = parts.find(({ name }) => name === 'permissionCode')?.['valueCoding'];
  const permission = PERMISSIONS.find((known) => isFields(coding) && coding['code'] === known);
  if (typeof nhsNumber !== 'string' || !isNhsNumber(nhsNumber) || permission === undefined) return undefined;
  return { nhsNumber, permission };
}

/** Three agents: the patient, the organisation and the person, who must be the caller in the role of the request. */
function alertIn(request: RecordedRequest, { persona, role }: Caller): { readonly nhsNumber: string } | string {
  const event = resourceIn(request, 'AuditEvent');
  if (event === undefined) return 'Not an AuditEvent';
  if (!ALERT_TYPES.includes(codeOf(event['type']))) return 'type must be 1 or 2';
  const [reason, ...others] = objects(event['subtype']);
  if (others.length > 0 || !ALERT_REASONS.includes(codeOf(reason))) return 'subtype must be one reason from 1 to 6';
  if (typeof event['recorded'] !== 'string' || Number.isNaN(Date.parse(event['recorded'])))
    return 'recorded is no time';
  const agents = objects(event['agent']);
  const who = (system: string) => agents.map((agent) => identifierOf(agent['who'], system)).find((id) => id !== '');
  const nhsNumber = who(NHS_NUMBER_SYSTEM) ?? '';
  if (agents.length !== 3 || !isNhsNumber(nhsNumber)) return 'agent must be a patient, an organisation and a person';
  if (who(USER_SYSTEM) !== persona.id) return 'the person is not the one who is logged in';
  if (who(ODS_SYSTEM) !== role.org_code) return 'the organisation is not that of the role';
  return { nhsNumber };
}

function codeOf(coding: unknown): string {
  return isFields(coding) && typeof coding['code'] === 'string' ? coding['code'] : '';
}

function identifierOf(who: unknown, system: string): string {
  const identifier = isFields(who) ? who['identifier'] : undefined;
  if (!isFields(identifier) || identifier['system'] !== system) return '';
  return typeof identifier['value'] === 'string' ? identifier['value'] : '';
}

const SUMMARY_TYPE = {
  coding: [{ system: 'http://snomed.info/sct', code: '196981000000101', display: 'General Practice Summary' }],
};

function searchset(resources: readonly Fields[]): Answer {
  return {
    status: 200,
    resource: {
      resourceType: 'Bundle',
      id: randomUUID(),
      meta: SYNTHETIC,
      type: 'searchset',
      total: 1,
      entry: resources.map((resource) => ({ resource: { ...resource, meta: SYNTHETIC } })),
    },
  };
}

function documentReferences(nhsNumber: string): Answer {
  const search = new URLSearchParams({
    'composition.identifier': DOCUMENT_ID,
    'composition.subject:Patient.identifier': `${NHS_NUMBER_SYSTEM}|${nhsNumber}`,
  });
  return searchset([
    {
      resourceType: 'DocumentReference',
      masterIdentifier: { system: 'https://fhir.nhs.uk/Id/nhsSCRUUID', value: DOCUMENT_ID },
      status: 'current',
      type: SUMMARY_TYPE,
      content: [{ attachment: { url: `/summary-care-record/FHIR/R4/Bundle?${search}` } }],
    },
  ]);
}

function summary(nhsNumber: string): Answer {
  return searchset([
    {
      resourceType: 'Composition',
      identifier: { value: DOCUMENT_ID },
      status: 'final',
      type: SUMMARY_TYPE,
      subject: { identifier: { system: NHS_NUMBER_SYSTEM, value: nhsNumber } },
      title: 'Simulated summary: of nobody',
    },
  ]);
}
