import * as v from 'valibot';

/** How far a user's or another source's word counts for a key (design section 5). */
export const keyKinds = ['bounded', 'floor', 'choice', 'locator', 'whole'] as const;
export type KeyKind = (typeof keyKinds)[number];

/**
 * "Managed by your organisation": every value in force, where it came from, and what was refused. Values are shown as JSON;
 * a policy holds no secret.
 */
export const policyView = v.strictObject({
  entries: v.array(
    v.strictObject({
      key: v.string(),
      /** What the key is called, in English: people know it by that, and whoever writes a policy by its key. */
      title: v.string(),
      value: v.string(),
      /** A source's name, for example `HKLM` or a file's path; `null`: our own default. */
      source: v.nullable(v.string()),
      kind: v.picklist(keyKinds),
      /** Set where the value is not in force yet: from when nobody is logged in, or from the app's next start. */
      waits: v.exactOptional(v.picklist(['logOut', 'restart'])),
    }),
  ),
  refused: v.array(
    v.strictObject({
      key: v.string(),
      /** `null`: no key that we know. */
      title: v.nullable(v.string()),
      source: v.string(),
      why: v.string(),
    }),
  ),
  /** Whether an administrator's source could be read at all; without one the computer counts as shared. */
  managed: v.boolean(),
});
export type PolicyView = v.InferOutput<typeof policyView>;
