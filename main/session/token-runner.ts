import { sessionIdOf } from '../audit/audit-line.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { endSessionUrl } from '../oidc/end-session.ts';
import { OidcError } from '../oidc/errors.ts';
import { openOneTimeLink } from '../oidc/one-time-link.ts';
import { checkPerson } from '../oidc/person-check.ts';
import type { Provider, ProviderDirectory } from '../oidc/provider.ts';
import { renewTokens } from '../oidc/renewal.ts';
import { revoke, type TokenSet } from '../oidc/tokens.ts';
import type { Clock, Log, OpenBrowser, Random } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import type { Effect, Report, RestoreAnswer } from './events.ts';
import { nameOf } from './problem-of.ts';

export interface TokenPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly directory: ProviderDirectory;
  readonly openBrowser: OpenBrowser;
  readonly vault: Pick<Vault, 'spending' | 'unspent' | 'redeem'>;
}

export interface TokenRunner {
  renew(effect: Extract<Effect, { type: 'renew' }>): Promise<void>;
  restore(effect: Extract<Effect, { type: 'restore' }>): Promise<void>;
  checkPerson(effect: Extract<Effect, { type: 'checkPerson' }>): Promise<void>;
  /** Resolves once the provider has answered, or once it was given up and audited as unconfirmed. */
  revoke(tokens: TokenSet): Promise<void>;
  endBrowserSession(effect: Extract<Effect, { type: 'endBrowserSession' }>): Promise<void>;
}

const revocationTries = 2;

/** Carries out what the machine wants asked of the provider about tokens. None of it rejects: it reports. */
export function createTokenRunner(
  ports: TokenPorts,
  report: (event: Report) => void,
  isCurrent: (epoch: number) => boolean,
): TokenRunner {
  const { clock, directory, log, vault } = ports;

  /**
   * The provider is found first, then the journal says `spending`, and only then is the token sent: what stops before that
   * has used nothing up (B19).
   */
  async function refresh(
    {
      epoch,
      person,
      sid,
      probe,
    }: Pick<Extract<Effect, { type: 'renew' }>, 'epoch' | 'person' | 'probe'> & {
      readonly sid: string | undefined;
    },
    spend: () => Promise<string | undefined>,
  ): Promise<RestoreAnswer> {
    let provider: Provider;
    try {
      provider = await (probe ? directory.anew() : directory.current());
    } catch (error) {
      return later(error);
    }
    const refreshToken = isCurrent(epoch) ? await spend() : undefined;
    if (refreshToken === undefined) return { kind: 'gone' };
    const answer = await renewTokens(provider, { refreshToken, sid, person }, clock);
    if (answer.kind === 'cannotRenew' || (answer.kind === 'tryLater' && answer.spent === 'no')) await vault.unspent();
    return answer;
  }

  async function revokeOnce(tokens: TokenSet): Promise<boolean> {
    try {
      const result = await revoke(await directory.current(), tokens);
      log.info(result === 'revoked' ? 'TOKENS_REVOKED' : 'REVOCATION_NOT_OFFERED');
      return true;
    } catch (error) {
      log.warn('TOKENS_NOT_REVOKED', { detail: nameOf(error) });
      return false;
    }
  }

  return {
    async renew({ epoch, tokens, person, probe }) {
      const { refreshToken, sid } = tokens;
      const answer = await refresh({ epoch, person, probe, sid }, async () => {
        await vault.spending();
        return isCurrent(epoch) ? refreshToken : undefined;
      });
      // Gone: the session was over before anything was asked.
      if (answer.kind !== 'gone') report({ type: 'renewalAnswered', epoch, answer });
    },
    async restore({ epoch, person, sid }) {
      const answer = await refresh({ epoch, person, probe: true, sid }, () => vault.redeem());
      report({ type: 'restoreAnswered', epoch, answer });
    },
    async checkPerson({ epoch, tokens, person }) {
      try {
        const answer = await checkPerson(await directory.current(), tokens.accessToken, person);
        if (answer.kind === 'trouble') log.info(answer.code, { detail: answer.detail });
        report({ type: 'personChecked', epoch, answer });
      } catch (error) {
        const { code, detail } = later(error);
        report({ type: 'personChecked', epoch, answer: { kind: 'trouble', code, detail } });
      }
    },
    async revoke(tokens) {
      for (let tries = 0; tries < revocationTries; tries += 1) {
        if (await revokeOnce(tokens)) return;
      }
      try {
        await ports.audit.append({
          event: 'tokens.revocation',
          outcome: 'unconfirmed',
          sessionId: sessionIdOf(tokens.sid),
        });
      } catch (error) {
        log.error('AUDIT_NOT_WRITTEN', { detail: nameOf(error) });
      }
    },
    async endBrowserSession({ epoch, sid }) {
      try {
        const url = endSessionUrl(await directory.current(), { sid, state: ports.random.base64url(16) });
        if (url === undefined) {
          log.info('BROWSER_SESSION_NOT_ENDED', { reason: 'not offered' });
          return;
        }
        // The address names the session, and what is opened stands in argv, where every program can read it (invariant 1).
        const link = await openOneTimeLink(url, ports);
        await ports.openBrowser(link.startUrl);
        report({ type: 'browserSessionAsked', epoch });
        await link.closed;
      } catch (error) {
        log.warn('BROWSER_SESSION_NOT_ENDED', { detail: nameOf(error) });
      }
    },
  };
}

function later(error: unknown): Extract<RestoreAnswer, { readonly kind: 'tryLater' }> {
  const known = error instanceof OidcError;
  return {
    kind: 'tryLater',
    code: known ? error.code : 'INTERNAL',
    detail: known ? error.message : nameOf(error),
    retryAfterMs: undefined,
    spent: 'no',
  };
}
