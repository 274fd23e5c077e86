import * as v from 'valibot';
import type { FailureCode } from '../../preload/failures.ts';
import { addressTemplate } from './action-template.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { policyFile, type Action, type Policy } from './schema.ts';

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  /** `key`: the one that is at fault, from the top; absent where it is none. */
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string; readonly key?: string };

/** Hosts of the live service. A build that is not packaged and signed has no business there. */
const liveHost = /(^|\.)nhsidentity\.spineservices\.nhs\.uk$/;

/**
 * The development policy: nothing is half believed, one wrong key refuses the file, and the app says which.
 *
 * @returns refused with `POLICY_MALFORMED` or as `checkPolicy`
 */
export function parsePolicy(text: string, packaged: boolean): LoadedPolicy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused('POLICY_MALFORMED', 'the policy file is not JSON');
  }
  return checkPolicy(json, packaged);
}

/**
 * The last word on every policy, wherever it came from: ranges and floors are code, and none gets past (invariant 8).
 *
 * @returns refused with `POLICY_INVALID`, `POLICY_INSECURE_ISSUER` or `POLICY_LIVE_PROVIDER`
 */
export function checkPolicy(json: unknown, packaged: boolean): LoadedPolicy {
  const parsed = v.safeParse(policyFile, json);
  if (!parsed.success) {
    const { key, fault } = firstFault(parsed.issues);
    return refused('POLICY_INVALID', `${key}: ${fault}`.slice(0, 300), key);
  }
  const policy = parsed.output;

  const { issuer } = policy.provider;
  if (!packaged && liveHost.test(new URL(issuer).hostname)) {
    return refused(
      'POLICY_LIVE_PROVIDER',
      'provider.issuer is the live service, and this is a development build',
      'provider.issuer',
    );
  }
  for (const [key, url] of locators(policy)) {
    if (!isAllowed(url, packaged)) return refused('POLICY_INSECURE_ISSUER', `${key} is not https`, key);
  }
  const wrong = checkCatalogue(policy);
  if (wrong) return refused('POLICY_INVALID', `${wrong.key}: ${wrong.fault}`.slice(0, 300), wrong.key);
  return { ok: true, policy };
}

/** Every address that the app would send something to. */
function locators(policy: Policy): readonly (readonly [key: string, url: string])[] {
  return [
    ['provider.issuer', policy.provider.issuer],
    ...(policy.provider.eventsUri === undefined ? [] : [['provider.eventsUri', policy.provider.eventsUri] as const]),
    ...policy.actions.map((action, index) => [`actions.${index}.request`, originOf(action)] as const),
    ...(policy.apiOrigins ?? []).map((origin, index) => [`apiOrigins.${index}`, origin] as const),
  ];
}

function originOf({ request }: Action): string {
  return addressTemplate('open' in request ? request.open : request.url).origin;
}

/** Plain http only to this machine, and only in a build that is not packaged. */
function isAllowed(url: string, packaged: boolean): boolean {
  const parsed = URL.parse(url);
  if (parsed === null) return false;
  const { protocol, hostname, username, password } = parsed;
  if (username !== '' || password !== '') return false;
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && loopback && !packaged);
}

/** Names the key and what is wrong with it, for the administrator. Values are not repeated. */
export function firstFault(issues: readonly v.BaseIssue<unknown>[]): { readonly key: string; readonly fault: string } {
  const [issue] = issues;
  if (!issue) return { key: '(top level)', fault: 'it is not valid' };
  const key = v.getDotPath(issue) ?? '(top level)';
  const expected = issue.expected === null || issue.type === 'custom' ? issue.message : `expected ${issue.expected}`;
  const count = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return { key, fault: `${expected}${count}` };
}

function refused(code: FailureCode, detail: string, key?: string): LoadedPolicy {
  return { ok: false, code, detail, ...(key !== undefined && { key }) };
}
