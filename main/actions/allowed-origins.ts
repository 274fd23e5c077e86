import { addressTemplate } from '../policy/action-template.ts';
import type { Policy } from '../policy/schema.ts';

/**
 * The only origins that a bearer is sent to: those that the policy lists, or else those that its actions literally name.
 * Compared as the text that `URL` makes of them, so that `https://API.example:443` is `https://api.example`.
 */
export function allowedOrigins({ apiOrigins, actions }: Pick<Policy, 'apiOrigins' | 'actions'>): ReadonlySet<string> {
  const named = actions.flatMap(({ request }) => ('open' in request ? [] : [addressTemplate(request.url).origin]));
  return new Set((apiOrigins ?? named).map((address) => new URL(address).origin));
}
