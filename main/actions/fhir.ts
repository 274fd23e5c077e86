import type { ResultRow } from '../../preload/session-view.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a person is shown of a FHIR R4 answer. Kept in memory for the screen, written nowhere. */
export function rowsOf(resource: unknown): ResultRow[] {
  if (!isObject(resource)) return [];
  switch (resource['resourceType']) {
    case 'Patient':
      return patientRows(resource);
    case 'OperationOutcome':
      return messageRows(resource);
    case 'Bundle':
      return bundleRows(resource);
    default:
      return [];
  }
}

/** The platform's error code in an `OperationOutcome`, for example `ACCESS_DENIED_LEVEL` (`ux.md` section 7). */
export function operationOutcomeCode(resource: unknown): string | undefined {
  if (!isObject(resource) || resource['resourceType'] !== 'OperationOutcome') return undefined;
  const [issue] = objects(resource['issue']);
  const details = issue?.['details'];
  const [coding] = isObject(details) ? objects(details['coding']) : [];
  return text(coding?.['code']);
}

function patientRows(patient: Json): ResultRow[] {
  const [name] = objects(patient['name']);
  const given = Array.isArray(name?.['given']) ? name['given'].map(text) : [];
  const fullName = [...given, text(name?.['family'])].filter((part) => part !== undefined).join(' ');
  return present([
    { name: 'patientName', value: fullName },
    { name: 'nhsNumber', value: spacedNhsNumber(text(patient['id'])) },
    { name: 'dateOfBirth', value: text(patient['birthDate']) },
    { name: 'gender', value: text(patient['gender']) },
  ]);
}

/** NHS numbers are read in groups of 3, 3 and 4. */
function spacedNhsNumber(id: string | undefined): string | undefined {
  return id?.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
}

function messageRows(outcome: Json): ResultRow[] {
  return present(
    objects(outcome['issue']).map((issue) => ({ name: 'message' as const, value: text(issue['diagnostics']) })),
  );
}

function bundleRows(bundle: Json): ResultRow[] {
  const resources = objects(bundle['entry'])
    .map((entry) => entry['resource'])
    .filter(isObject);
  const { identifier } = bundle;
  const prescription = isObject(identifier) ? text(identifier['value']) : undefined;
  // The message only says the number again.
  if (prescription !== undefined) return present([{ name: 'prescription', value: prescription }]);
  return present([
    ...resources.filter(({ resourceType }) => resourceType === 'OperationOutcome').flatMap(messageRows),
    { name: 'reference', value: text(bundle['id']) },
  ]);
}

function present(rows: readonly { name: ResultRow['name']; value: string | undefined }[]): ResultRow[] {
  return rows.flatMap(({ name, value }) => (value ? [{ name, value: value.slice(0, 500) }] : []));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objects(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
