import { PATIENT_NHS_NUMBER } from './national-api.ts';
import type { Simulator, Topology } from './index.ts';

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
        subject: { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: PATIENT_NHS_NUMBER } },
      },
    },
  ],
};

/** The application's policy for a simulator, as the JSON file has it. */
export interface DevelopmentPolicy {
  readonly environment: string;
  readonly provider: { readonly topology: Topology; readonly issuer: string; readonly clientId: string };
  readonly session: Readonly<Record<string, unknown>>;
  readonly actions: readonly Readonly<Record<string, unknown>>[];
  readonly [key: string]: unknown;
}

/** Overrides replace a top-level key; those of `provider` and `session` are merged into it. */
export interface DevelopmentPolicyOverrides {
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly session?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** A policy with which the application logs in at this simulator and has two actions: one at AAL2, one at AAL3. */
export function developmentPolicy(
  simulator: Pick<Simulator, 'issuer' | 'clientId' | 'apiBase' | 'topology'>,
  overrides: DevelopmentPolicyOverrides = {},
): DevelopmentPolicy {
  const { issuer, clientId, apiBase, topology } = simulator;
  const { provider, session, ...others } = overrides;
  return {
    environment: 'Simulator',
    provider: { topology, issuer, clientId, ...provider },
    session: { profile: 'personal', ...session },
    actions: [
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
    ],
    ...others,
  };
}
