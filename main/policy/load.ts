import * as v from 'valibot';
import type { FailureCode } from '../../preload/failures.ts';
import type { Files } from '../ports.ts';
import { addressTemplate } from './action-template.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { policyFile, type Action, type Policy } from './schema.ts';

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

export interface PolicySource {
  /** Path of the development policy (`CIS2_DESKTOP_POLICY_FILE`); never looked at in a packaged build. */
  readonly path: string | undefined;
  readonly packaged: boolean;
}

/** Hosts of the live service. A build that is not packaged and signed has no business there. */
const liveHost = /(^|\.)nhsidentity\.spineservices\.nhs\.uk$/;

/**
 * Reads and checks the policy. Nothing is half believed: one wrong key refuses the file, and the app says which.
 *
 * @returns refused with `POLICY_MISSING`, `POLICY_UNREADABLE`, `POLICY_MALFORMED`, `POLICY_INVALID`,
 *   `POLICY_INSECURE_ISSUER` or `POLICY_LIVE_PROVIDER`
 */
export async function loadPolicy(source: PolicySource, files: Pick<Files, 'readText'>): Promise<LoadedPolicy> {
  if (source.packaged || source.path === undefined || source.path === '') {
    return refused('POLICY_MISSING', 'no policy was found');
  }
  let text: string | undefined;
  try {
    text = await files.readText(source.path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return refused('POLICY_UNREADABLE', `the policy file cannot be read: ${code}`);
  }
  if (text === undefined) return refused('POLICY_MISSING', 'the policy file does not exist');
  return parsePolicy(text, source.packaged);
}

export function parsePolicy(text: string, packaged: boolean): LoadedPolicy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused('POLICY_MALFORMED', 'the policy file is not JSON');
  }
  const parsed = v.safeParse(policyFile, json);
  if (!parsed.success) return refused('POLICY_INVALID', firstIssue(parsed.issues));
  const policy = parsed.output;

  const { issuer } = policy.provider;
  if (!packaged && liveHost.test(new URL(issuer).hostname)) {
    return refused('POLICY_LIVE_PROVIDER', 'provider.issuer is the live service, and this is a development build');
  }
  for (const [key, url] of locators(policy)) {
    if (!isAllowed(url, packaged)) return refused('POLICY_INSECURE_ISSUER', `${key} is not https`);
  }
  const wrong = checkCatalogue(policy);
  if (wrong) return refused('POLICY_INVALID', `${wrong.key}: ${wrong.fault}`.slice(0, 300));
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
function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  if (!issue) return 'the policy is not valid';
  const key = v.getDotPath(issue) ?? '(top level)';
  const expected = issue.expected === null || issue.type === 'custom' ? issue.message : `expected ${issue.expected}`;
  const count = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${key}: ${expected}${count}`.slice(0, 300);
}

function refused(code: FailureCode, detail: string): LoadedPolicy {
  return { ok: false, code, detail };
}
