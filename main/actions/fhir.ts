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

/** One issue of an `OperationOutcome`: what kind of trouble, the platform's own code for it (`ux.md` section 7), and words. */
export interface Issue {
  /** FHIR's issue type: `login`, `forbidden`, `value`, … */
  readonly type: string | undefined;
  /** Only a code that looks like one: what a server sends is put into no log as it comes. */
  readonly code: string | undefined;
  readonly text: string | undefined;
}

export function issuesOf(resource: unknown): readonly Issue[] {
  if (!isObject(resource) || resource['resourceType'] !== 'OperationOutcome') return [];
  return objects(resource['issue']).map((issue) => {
    const details = isObject(issue['details']) ? issue['details'] : {};
    const [coding] = objects(details['coding']);
    const code = text(coding?.['code']);
    return {
      type: text(issue['code']),
      code: code !== undefined && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined,
      text: text(issue['diagnostics']) ?? text(details['text']) ?? text(coding?.['display']),
    };
  });
}

/** RFC 6749 section 5.2: what a token endpoint says no with, where an API hands that on. */
export function oauthErrorOf(
  body: unknown,
): { readonly error: string; readonly description: string | undefined } | undefined {
  const error = isObject(body) ? text(body['error']) : undefined;
  if (!isObject(body) || error === undefined || !/^[a-z_]{1,60}$/.test(error)) return undefined;
  return { error, description: text(body['error_description']) };
}

/** What a refusal says, for the screen and nothing else: it may well name a patient. */
export function refusalRows(body: unknown): ResultRow[] {
  return isObject(body) && body['resourceType'] === 'OperationOutcome' ? messageRows(body) : [];
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
    issuesOf(outcome).map(({ text: words, code }) => ({
      name: 'message' as const,
      // Told to a support desk, the code finds more than the words do.
      value:
        words !== undefined && code !== undefined ? `${plain(words, longestValue - 70)} (${code})` : (words ?? code),
    })),
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

/** How much of an answer a screen is made to hold; a code stands behind the words, whose end may be cut. */
const longestValue = 500;
const mostRows = 50;

function present(rows: readonly { name: ResultRow['name']; value: string | undefined }[]): ResultRow[] {
  return rows.slice(0, mostRows).flatMap(({ name, value }) => {
    const shown = plain(value ?? '', longestValue);
    return shown === '' ? [] : [{ name, value: shown }];
  });
}

/** Control characters, and those that turn the direction of text, make what is read another thing than what is there. */
function plain(value: string, longest: number): string {
  return value
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, longest);
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
