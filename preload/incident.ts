import * as v from 'valibot';
import { failureCodes } from './failures.ts';

/**
 * Codes of a refused call. `NOT_NOW`: the session is in a state in which this makes no sense. `…_NOT_…`: the system
 * did not let us do it. A refused call changed nothing.
 */
export const callErrorCodes = [
  'SENDER_REFUSED',
  'INPUT_INVALID',
  'OUTPUT_INVALID',
  'NOT_NOW',
  'LINK_NOT_COPIED',
  'DETAILS_NOT_COPIED',
  'HELP_NOT_OPENED',
  'BUNDLE_NOT_WRITTEN',
  'INTERNAL',
] as const;
export type CallErrorCode = (typeof callErrorCodes)[number];

/** Everything that a screen may tell as having gone wrong, whether or not it has words of its own as a failure. */
export const incidentCodes = [
  ...failureCodes,
  ...callErrorCodes,
  /** By a fault, or by what may be one: screen 19 says which. */
  'SESSION_ENDED',
  /** Access to national services is over, and nothing is there to renew it with (direct topology). */
  'ACCESS_ENDED',
  /** Scripts of the page that are not in this installation. */
  'LICENCES_MISSING',
  'PART_MISSING',
  /** The audit record does not prove itself whole, or could not be read. */
  'RECORD_BROKEN',
  'RECORD_UNREADABLE',
  /** The keychain did not show that our entry is gone (HAZ-07). */
  'DELETION_UNCONFIRMED',
] as const;
export type IncidentCode = (typeof incidentCodes)[number];

/** What a support call needs of whatever went wrong: the code, when (ms since the epoch), and the id to find it in the log. */
export const incident = v.strictObject({
  code: v.picklist(incidentCodes),
  atMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15)),
  correlationId: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
});
export type Incident = v.InferOutput<typeof incident>;
