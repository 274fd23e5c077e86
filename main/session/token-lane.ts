import type { Role } from '../identity/userinfo.ts';
import type { TokenSet } from '../oidc/tokens.ts';
import type { Policy } from '../policy/schema.ts';
import type { VaultRecord } from '../vault/vault.ts';
import type { Effect, Moment } from './events.ts';
import { establishedIn, idleLane, type Established, type State, type TokenLane } from './state.ts';

/** A provider that gives tokens for a second is not asked every second (B22). */
const soonestRenewalMs = 30_000;
/** How often userinfo is asked where the provider sends no events (design section 2). */
export const personCheckMs = 60_000;

/** The lane of tokens that were just adopted: renewed at about 80 % of their life, each client at a moment of its own. */
export function laneOf(policy: Policy, tokens: TokenSet, { nowMs, chance }: Moment): TokenLane {
  const lifeMs = tokens.accessEndsAtMs - nowMs;
  return {
    ...idleLane,
    dueAtMs:
      tokens.refreshToken === undefined
        ? undefined
        : nowMs + Math.max(soonestRenewalMs, lifeMs * (0.75 + 0.1 * chance)),
    personCheckAtMs: policy.provider.eventsUri === undefined ? nowMs + personCheckMs : undefined,
  };
}

/** The gesture or need of this very moment: an action that only lacks access need not wait for the next try. */
export function hurry(state: State, nowMs: number): State {
  const { lane } = state;
  return lane.stage.kind === 'idle' && lane.dueAtMs !== undefined && lane.dueAtMs > nowMs
    ? { ...state, lane: { ...lane, dueAtMs: nowMs } }
    : state;
}

export function withSid(sids: readonly string[], sid: string | undefined): readonly string[] {
  return sid === undefined || sids.includes(sid) ? sids : [...sids, sid];
}

export function recordOf(
  state: Pick<State, 'generation' | 'watch'>,
  { person, authentication, tokens }: Established,
  role: Role | undefined,
): VaultRecord {
  const { level, identityLevel, authTimeSeconds, amr } = authentication;
  return {
    generation: state.generation,
    facts: {
      person,
      role,
      level,
      identityLevel,
      authTimeSeconds,
      amr,
      sid: tokens.sid,
      endsAtMs: state.watch?.endsAtMs ?? 0,
    },
    refreshToken: tokens.refreshToken,
    lastActivityMs: state.watch?.lastActivityMs ?? 0,
  };
}

/**
 * Tokens that nobody will use are revoked only where that cannot harm the live set: revoking one set can end every set of
 * the same `sid`, and without a `sid` there is no telling (`session.md`, "Tokens").
 */
export function discard(state: State, tokens: TokenSet): readonly Effect[] {
  const live = establishedIn(state)?.tokens;
  const harmless = !live || (tokens.sid !== undefined && live.sid !== undefined && tokens.sid !== live.sid);
  return harmless ? [{ type: 'revoke', tokens }] : [];
}
