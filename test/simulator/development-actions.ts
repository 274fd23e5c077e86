import { REFERRAL_NUMBER } from './apis/referrals.ts';
import { NHS_NUMBER_SYSTEM, PATIENT_NHS_NUMBER } from './apis/nhs-number.ts';

type Entry = Readonly<Record<string, unknown>>;

/** A small synthetic message: enough of a prescription for the look-alike to answer. */
const PRESCRIPTION_BUNDLE = {
  resourceType: 'Bundle',
  type: 'message',
  entry: [
    {
      resource: {
        resourceType: 'MessageHeader',
        eventCoding: {
          system: 'https://fhir.nhs.uk/CodeSystem/message-event',
          code: 'prescription-order',
          display: 'Prescription Order',
        },
        source: { name: 'Synthetic data', endpoint: 'urn:simulator' },
      },
    },
    {
      resource: {
        resourceType: 'MedicationRequest',
        status: 'active',
        intent: 'order',
        medicationCodeableConcept: { text: 'Simulated 500 mg tablets' },
        subject: { identifier: { system: NHS_NUMBER_SYSTEM, value: PATIENT_NHS_NUMBER } },
      },
    },
  ],
};

/** One at AAL2 and one at AAL3, without anything to fill in. */
export function twoActions(apiBase: string): readonly Entry[] {
  return [
    {
      id: 'view-patient',
      label: { en: 'View patient record' },
      requirement: { levels: [2, 3] },
      request: {
        method: 'GET',
        url: `${apiBase}/personal-demographics/FHIR/R4/Patient/${PATIENT_NHS_NUMBER}`,
      },
    },
    {
      id: 'sign-prescription',
      label: { en: 'Sign prescription' },
      requirement: { levels: [3], maxAgeSeconds: 900 },
      request: {
        method: 'POST',
        url: `${apiBase}/electronic-prescriptions/FHIR/R4/$process-message`,
        body: PRESCRIPTION_BUNDLE,
      },
    },
  ];
}

const EITHER_LEVEL = { levels: [2, 3] } as const;
const FRESH_AAL3 = { levels: [3], maxAgeSeconds: 900 } as const;

function nhsNumberField(sensitive: boolean): Entry {
  return {
    name: 'nhsNumber',
    label: { en: 'NHS number' },
    hint: { en: `For example ${PATIENT_NHS_NUMBER}: simulated patients only` },
    kind: 'nhsNumber',
    sensitive,
  };
}

const choice = (value: string, en: string): Entry => ({ value, label: { en } });

/** `who` of an `AuditEvent`'s agent. */
const agent = (system: string, value: string) => ({ who: { identifier: { system, value } }, requestor: false });

/** What the catalogue's format can say, each once; the requests are those of the look-alikes in `apis/`. */
export function furtherActions(apiBase: string): readonly Entry[] {
  const summaries = `${apiBase}/summary-care-record/FHIR/R4`;
  const patient = `${apiBase}/personal-demographics/FHIR/R4/Patient/{nhsNumber}`;
  return [
    {
      id: 'find-patient',
      label: { en: 'Find a patient' },
      requirement: EITHER_LEVEL,
      input: [nhsNumberField(false)],
      request: { method: 'GET', url: patient },
    },
    {
      id: 'change-address',
      label: { en: 'Change a patient’s address' },
      why: { en: 'Letters about a patient go to this address.' },
      requirement: FRESH_AAL3,
      input: [
        nhsNumberField(false),
        { name: 'address', label: { en: 'New address' }, kind: 'longText', sensitive: true, maxLength: 400 },
      ],
      request: {
        method: 'PATCH',
        url: patient,
        contentType: 'application/json-patch+json',
        ifMatch: true,
        body: [{ op: 'replace', path: '/address/0/text', value: '{address}' }],
      },
    },
    {
      id: 'view-summary',
      label: { en: 'View a summary care record' },
      requirement: EITHER_LEVEL,
      input: [nhsNumberField(false)],
      request: {
        method: 'GET',
        url: `${summaries}/DocumentReference?patient=${encodeURIComponent(NHS_NUMBER_SYSTEM)}%7C{nhsNumber}`,
      },
    },
    {
      id: 'break-glass',
      label: { en: 'Open a summary care record without permission' },
      why: { en: 'The patient has not agreed to this. A privacy officer will be told who opened it and why.' },
      requirement: FRESH_AAL3,
      input: [
        nhsNumberField(true),
        {
          name: 'reason',
          label: { en: 'Why do you need to open it?' },
          kind: 'choice',
          choices: [
            choice('1', 'It is in the public interest'),
            choice('2', 'It is required by law'),
            choice('3', 'It is required by a court order'),
          ],
        },
        { name: 'explanation', label: { en: 'Explain the reason' }, kind: 'longText', sensitive: true, maxLength: 500 },
      ],
      request: {
        method: 'POST',
        url: `${summaries}/AuditEvent`,
        body: {
          resourceType: 'AuditEvent',
          id: '{uuid}',
          extension: [
            {
              url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SCR-NotificationMessage',
              valueString: 'Alert: permission to view overridden, request {requestId}',
            },
          ],
          type: { system: 'https://fhir.nhs.uk/CodeSystem/SCR-AlertType', code: '2' },
          subtype: [{ system: 'https://fhir.nhs.uk/CodeSystem/SCR-AlertReason', code: '{reason}' }],
          recorded: '{now}',
          outcomeDesc: '{explanation}',
          agent: [
            agent(NHS_NUMBER_SYSTEM, '{nhsNumber}'),
            agent('https://fhir.nhs.uk/Id/ods-organization-code', '{odsCode}'),
            { ...agent('https://fhir.nhs.uk/Id/sds-user-id', '{userId}'), role: [{ text: '{roleId}' }] },
          ],
          source: {
            observer: { identifier: { system: 'https://fhir.nhs.uk/Id/nhsSpineASID', value: '000000000000' } },
          },
          entity: [{ what: { identifier: { value: '{requestId}' } } }],
        },
      },
    },
    {
      id: 'set-permission',
      label: { en: 'Record the patient’s permission' },
      requirement: EITHER_LEVEL,
      confirm: true,
      input: [
        nhsNumberField(true),
        {
          name: 'permission',
          label: { en: 'May the summary care record be viewed?' },
          kind: 'choice',
          choices: [choice('Yes', 'Yes'), choice('No', 'No'), choice('Ask', 'Ask each time')],
        },
      ],
      request: {
        method: 'POST',
        url: `${summaries}/$setPermission`,
        body: {
          resourceType: 'Parameters',
          parameter: [
            {
              name: 'setPermissions',
              part: [
                { name: 'nhsNumber', valueString: '{nhsNumber}' },
                {
                  name: 'permissionCode',
                  valueCoding: { system: 'https://fhir.nhs.uk/CodeSystem/SCR-ACSPermission', code: '{permission}' },
                },
              ],
            },
          ],
        },
      },
    },
    {
      id: 'accept-referral',
      label: { en: 'Accept a referral (the service asks for more)' },
      requirement: EITHER_LEVEL,
      confirm: true,
      request: {
        method: 'POST',
        url: `${apiBase}/referrals/FHIR/R4/ServiceRequest/${REFERRAL_NUMBER}/$ers.accept`,
        headers: { 'NHSD-eRS-Business-Function': 'SERVICE_PROVIDER_CLINICIAN' },
        body: { resourceType: 'Parameters', meta: { tag: [{ display: 'Synthetic data' }] } },
      },
    },
    {
      id: 'release-result',
      label: { en: 'Release a test result (the service asks for more)' },
      requirement: EITHER_LEVEL,
      confirm: true,
      request: {
        method: 'POST',
        url: `${apiBase}/laboratory/FHIR/R4/$release-result`,
        body: { resourceType: 'Parameters', meta: { tag: [{ display: 'Synthetic data' }] } },
      },
    },
    {
      id: 'view-immunisations',
      label: { en: 'View immunisations (the gateway’s token exchange asks for more)' },
      requirement: EITHER_LEVEL,
      request: { method: 'GET', url: `${apiBase}/gateway/immunisation-history/FHIR/R4/Immunization` },
    },
    {
      id: 'open-guidance',
      label: { en: 'Look something up in the guidance' },
      requirement: EITHER_LEVEL,
      input: [{ name: 'topic', label: { en: 'Topic' }, kind: 'text', maxLength: 60 }],
      request: { open: `${apiBase}/opened/guidance?topic={topic}&organisation={odsCode}` },
    },
  ];
}
