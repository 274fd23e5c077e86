import path from 'node:path';
import type { Language } from '../../preload/settings.ts';
import { allowedOrigins } from '../actions/allowed-origins.ts';
import { createETags } from '../actions/etags.ts';
import { sendAction } from '../actions/send-action.ts';
import { createAuditLog, type AuditLog } from '../audit/audit-log.ts';
import { checkRecord } from '../audit/check-record.ts';
import { createProviderDirectory } from '../oidc/provider.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/schema.ts';
import type { Clock, CopyText, Files, Http, KeychainHost, Log, OpenBrowser, OsLog, Power, Random } from '../ports.ts';
import { createAuditReader, type AuditReader } from '../session/audit-activity.ts';
import { createSession, type Session } from '../session/session.ts';
import { unconfiguredSession } from '../session/unconfigured.ts';
import { createJournal } from '../vault/journal.ts';
import { createKeychainVault, type VaultOptions } from '../vault/keychain-vault.ts';
import { createLastRoles, forgetLastRoles, type LastRoles } from '../vault/last-roles.ts';
import { createSharedVault } from '../vault/shared-vault.ts';
import type { Vault } from '../vault/vault.ts';

export interface SessionMakerParts {
  readonly userData: string;
  readonly packaged: boolean;
  readonly appVersion: string;
  readonly deviceId: string;
  /** The policy in force, as far as anybody may be logged in by it. */
  readonly usablePolicy: () => LoadedPolicy;
  /** The same, also while nobody may. */
  readonly currentPolicy: () => LoadedPolicy;
  readonly keychain: KeychainHost;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly http: Http;
  readonly power: Power;
  readonly osLog: OsLog;
  readonly openBrowser: (browser: Policy['browser']) => OpenBrowser;
  readonly copyText: CopyText;
  readonly language: () => Language;
  readonly window: {
    isFocused(): boolean;
    raise(): void;
    replaceRenderer(): void;
  };
}

export interface SessionMaker {
  /** A session of the policy that is in force by now; where there is none, the screen that says why. */
  make(): Promise<Session>;
  /** What the last one was made by. */
  policy(): Policy | undefined;
  readonly audit: AuditReader;
  /** What a service said of its records is of the person who asked. */
  forgetPerson(): void;
  /** The audit record's last words. Call it when the session has ended. */
  stop(): Promise<void>;
}

/** Sessions with Electron and the disk behind them. The audit record is one for the whole run, whatever policy comes. */
export function createSessionMaker(parts: SessionMakerParts): SessionMaker {
  const { userData, packaged, appVersion, deviceId, files, clock, random, log, http } = parts;
  const auditFolder = path.join(userData, 'audit');
  const etags = createETags();
  let madeBy: Policy | undefined;
  let record: AuditLog | undefined;

  async function make(): Promise<Session> {
    const now = parts.usablePolicy();
    madeBy = now.ok ? now.policy : undefined;
    if (!now.ok) return unconfigured(now);
    const { policy } = now;
    record ??= auditFor(policy);
    const [vault, lastRoles] = await Promise.all([vaultFor(policy), lastRolesFor(policy)]);
    return sessionFor(policy, record, vault, lastRoles);
  }

  function sessionFor(policy: Policy, audit: AuditLog, vault: Vault, lastRoles: LastRoles | undefined): Session {
    const { issuer, clientId } = policy.provider;
    const ports = { http, clock, random, log, openBrowser: parts.openBrowser(policy.browser) };
    const allowed = { issuer, clientId, allowLoopbackHttp: !packaged };
    return createSession(policy, {
      ...ports,
      power: parts.power,
      appFocused: () => parts.window.isFocused(),
      audit,
      vault,
      ...(lastRoles && { lastRoles }),
      directory: createProviderDirectory(allowed, ports),
      copyText: parts.copyText,
      language: parts.language,
      raiseWindow: () => parts.window.raise(),
      replaceRenderer: () => parts.window.replaceRenderer(),
      // By what is in force now: an origin that policy has taken away is not sent to.
      sendAction(intent) {
        const now = parts.currentPolicy();
        return sendAction(intent, {
          ...ports,
          etags,
          allowedOrigins: now.ok ? allowedOrigins(now.policy) : new Set(),
        });
      },
    });
  }

  /** The chain goes on where the last run left it; its head is told to the system's log now, and once more at the end. */
  function auditFor(policy: Policy): AuditLog {
    const ports = { files, clock, osLog: parts.osLog, log };
    const audit = createAuditLog(auditFolder, { deviceId, appVersion }, policy.audit, ports);
    void audit.start();
    return audit;
  }

  /** On a shared terminal nothing is ever kept, and what the computer may have kept before it became one is deleted (B51). */
  async function vaultFor({ provider: { issuer, clientId }, session: { profile } }: Policy): Promise<Vault> {
    const options: VaultOptions = {
      host: parts.keychain,
      journal: createJournal(path.join(userData, 'vault', 'journal.json'), files),
      account: packaged ? 'session' : 'session (development)',
      installation: { deviceId, issuer, clientId },
      clock,
      random,
      log,
    };
    return profile === 'shared' ? createSharedVault(options) : createKeychainVault(options);
  }

  /** Of a shared terminal there is none, and none is left of the time before it became one (invariant 7). */
  async function lastRolesFor({ session: { profile } }: Policy): Promise<LastRoles | undefined> {
    const file = path.join(userData, 'roles', 'last-roles.json');
    const ports = { files, random, log };
    if (profile === 'personal') return createLastRoles(file, ports);
    await forgetLastRoles(file, ports);
    return undefined;
  }

  function unconfigured({ code, detail }: Extract<LoadedPolicy, { ok: false }>): Session {
    const correlationId = random.uuid();
    log.error(code, { correlationId, detail });
    return unconfiguredSession({ code, detail, correlationId, atMs: clock.wallMs() });
  }

  return {
    make,
    policy: () => madeBy,
    audit: createAuditReader(
      {
        audit: { newestOf: async (...asked) => (await record?.newestOf(...asked)) ?? [] },
        get policy() {
          const now = parts.currentPolicy();
          return now.ok ? now.policy : { actions: [] };
        },
      },
      () => checkRecord(files, auditFolder),
    ),
    forgetPerson: () => etags.forget(),
    stop: async () => record?.stop(),
  };
}
