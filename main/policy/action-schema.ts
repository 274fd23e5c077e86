import * as v from 'valibot';
import { addressTemplate } from './action-template.ts';

/**
 * The catalogue of actions (issue 5): adding one is an entry here, in JSON, and no code. What an entry says is made no weaker
 * by anybody: the profile and a server may only ask for more.
 */
const label = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** Words for a person in each language of the app; English is always there. */
const labels = v.strictObject({ en: label, cy: v.exactOptional(label) });

const fieldName = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]{0,40}$/));

/** Each role or activity code of a list will do. An empty list would be met by nobody. */
const codes = (form: RegExp) => v.pipe(v.array(v.pipe(v.string(), v.regex(form))), v.minLength(1), v.maxLength(100));

/**
 * Who may do it. `levels` is a set, because some national scopes match one level exactly (`cis2.md` section 8.3). What nobody
 * could ever be is refused here: no level at all, or an identity level above the highest there is.
 */
const requirement = v.strictObject({
  levels: v.pipe(v.array(v.picklist([2, 3])), v.minLength(1)),
  maxAgeSeconds: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(900))),
  /** Activity codes of the role (`B0401`); it must hold one of them. */
  activityCodes: v.exactOptional(codes(/^B\d{4}$/)),
  /** Job role codes (`R8000`); the role must be one of them. */
  roleCodes: v.exactOptional(codes(/^R\d{4}$/)),
  identityLevel: v.exactOptional(v.literal(3)),
});

/** What a person fills in before the action begins. `sensitive`: never in an address, a log or the audit record. */
const inputField = v.pipe(
  v.strictObject({
    name: fieldName,
    label: labels,
    hint: v.exactOptional(labels),
    kind: v.picklist(['text', 'longText', 'nhsNumber', 'choice']),
    required: v.optional(v.boolean(), true),
    sensitive: v.optional(v.boolean(), false),
    /** In characters. */
    maxLength: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000)), 200),
    choices: v.exactOptional(
      v.pipe(v.array(v.strictObject({ value: label, label: labels })), v.minLength(1), v.maxLength(50)),
    ),
  }),
  v.check(({ kind, choices }) => (kind === 'choice') === (choices !== undefined), 'choices belong to kind "choice"'),
);
export type InputField = v.InferOutput<typeof inputField>;

/**
 * An address whose path and query may hold `{name}`: a field of the action, or one of the words in
 * `action-template.ts`, which `check-catalogue.ts` holds it against.
 * Scheme, host and port are literal, so that no value can lead anywhere else.
 */
const urlTemplate = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.regex(/^https?:\/\/[^/?#{}@\s\\]+(?:[/?][^\s\\]*)?$/),
  v.check((url) => URL.canParse(addressTemplate(url).origin), 'its host or port is none'),
);
const headerName = v.pipe(v.string(), v.regex(/^(?:nhsd-[a-z0-9-]{1,60}|prefer|accept-language)$/i));

/** As `JSON.parse` gave it: not rebuilt, so that nothing of it is lost. */
type JsonBody = Readonly<Record<string, unknown>> | readonly unknown[];

const headers = v.exactOptional(v.record(headerName, label));

const reading = v.strictObject({ method: v.literal('GET'), url: urlTemplate, headers });
const changing = v.strictObject({
  method: v.picklist(['POST', 'PUT', 'PATCH', 'DELETE']),
  url: urlTemplate,
  headers,
  /** JSON in which every string may be a template; a `PATCH`'s is a list (JSON Patch, RFC 6902). */
  body: v.exactOptional(
    v.custom<JsonBody>((value) => typeof value === 'object' && value !== null, 'expected an object or a list'),
  ),
  contentType: v.optional(
    v.picklist(['application/fhir+json', 'application/json', 'application/json-patch+json']),
    'application/fhir+json',
  ),
  /** Whether it changes what somebody has read: the version that was read goes along as `If-Match`. */
  ifMatch: v.optional(v.boolean(), false),
});
/** Opened in the user's own browser; no bearer goes along. */
const opening = v.strictObject({ open: urlTemplate });

/** Each kind by itself, so that what is wrong with an entry is said of the kind that it was meant to be. */
const request = v.lazy((value) => {
  if (typeof value !== 'object' || value === null || 'open' in value) return opening;
  return 'method' in value && value.method === 'GET' ? reading : changing;
});
export type ActionRequest = v.InferOutput<typeof request>;

export const action = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,60}$/)),
    label: labels,
    /** Why it asks for more than a log-in, in words for the person who is to do it. */
    why: v.exactOptional(labels),
    requirement,
    input: v.optional(
      v.pipe(
        v.array(inputField),
        v.maxLength(30),
        v.check((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, 'two fields have one name'),
      ),
      [],
    ),
    request,
    /** Whether the person confirms it once more, under their name; a sensitive action always does. */
    confirm: v.optional(v.boolean(), false),
  }),
);
export type Action = v.InferOutput<typeof action>;

export const actions = v.pipe(
  v.array(action),
  v.check((list) => new Set(list.map(({ id }) => id)).size === list.length, 'two actions have one id'),
);
