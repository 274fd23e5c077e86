import type { FailureCode } from '../../preload/failures.ts';
import { checkInput } from '../policy/action-input.ts';
import type { OpenBrowser, Random } from '../ports.ts';
import type { Intent, SendAnswer } from '../session/events.ts';
import { judge, type Judgement } from './answer.ts';
import { callLimits, callPatiently, timeLimit, type Call, type CallLimits, type CallPorts } from './call.ts';
import { etagIn, type ETags } from './etags.ts';
import { openAction } from './open-action.ts';
import { callOf, readingOf, type SentRequest } from './request.ts';
import { valuesOf, type Values } from './template.ts';

export interface SendPorts extends CallPorts {
  readonly random: Pick<Random, 'uuid' | 'fraction'>;
  readonly openBrowser: OpenBrowser;
  readonly etags: ETags;
  /** The only origins that a bearer is sent to: `allowedOrigins(policy)`. */
  readonly allowedOrigins: ReadonlySet<string>;
}

/**
 * Carries an action out: sends its request with the bearer that its intent was judged by, or opens its page. Never rejects:
 * every end is an answer. What may have been done without our hearing of it is `unknown`, is said to be so, and is never
 * repeated by itself (HAZ-06).
 */
export async function sendAction(
  intent: Intent,
  ports: SendPorts,
  limits: CallLimits = callLimits,
): Promise<SendAnswer> {
  const { action, input } = intent;
  const { request } = action;
  // A second look at what the gate has let through: nothing that is not checked is put into a request.
  const checked = checkInput(action, input);
  if (!checked.ok) return answer(intent, ports, refused('ACTION_INPUT_INVALID', faultsIn(checked.problems)));
  const values = valuesOf({ ...intent, input: checked.input }, ports.clock, ports.random);
  try {
    const judgement =
      'open' in request
        ? await open(intent, request.open, values, ports)
        : await send(intent, request, values, ports, limits);
    return answer(intent, ports, judgement);
  } catch (error) {
    const detail = error instanceof Error ? error.name : 'unknown error';
    const mayBeDone = !('open' in request) && request.method !== 'GET';
    return answer(
      intent,
      ports,
      mayBeDone ? { kind: 'unknown', code: 'API_OUTCOME_UNKNOWN', detail } : refused('INTERNAL', detail),
    );
  }
}

async function open(intent: Intent, template: string, values: Values, ports: SendPorts): Promise<Judgement> {
  const label = { actionId: intent.action.id, correlationId: intent.requestId };
  const opened = await openAction(template, values, label, ports);
  return opened.ok ? { kind: 'ok', rows: [] } : refused(opened.code, opened.detail);
}

async function send(
  intent: Intent,
  request: SentRequest,
  values: Values,
  ports: SendPorts,
  limits: CallLimits,
): Promise<Judgement> {
  const filled = callOf(intent, request, values, ports.allowedOrigins);
  if (!filled.ok) return refused(filled.code, filled.detail);
  const { established, requestId, action } = intent;
  const call = filled.value;
  const label = { actionId: action.id, correlationId: requestId, template: request.url };
  const asked = {
    method: request.method,
    ifMatch: 'ifMatch' in request && request.ifMatch,
    level: established.authentication.level,
  };
  const timeLeft = timeLimit(ports.clock, limits.totalMs);
  const exchange = (sent: Call) =>
    callPatiently(sent, label, ports, limits, timeLeft, established.tokens.accessEndsAtMs);

  if (request.method === 'GET') {
    const read = await exchange(call);
    const judgement = judge(read, asked);
    const etag = read.kind === 'answered' ? etagIn(read.headers) : undefined;
    if (judgement.kind === 'ok' && etag !== undefined) ports.etags.shown(established, call.url, etag);
    return judgement;
  }
  if (!asked.ifMatch) return judge(await exchange(call), asked);

  let version = ports.etags.of(established, call.url);
  if (version === undefined) {
    // Nobody has been shown it, so the version is that of this moment. A request of its own, with an id of its own.
    const read = await exchange(readingOf(call, ports.random.uuid()));
    const judgement = judge(read, { ...asked, method: 'GET', ifMatch: false });
    if (judgement.kind !== 'ok') return judgement;
    version = read.kind === 'answered' ? etagIn(read.headers) : undefined;
    if (version === undefined) return refused('API_BAD_ANSWER', 'the version of what is to be changed was not said');
    if (timeLeft() < limits.shortestTryMs) return refused('API_BUSY', 'reading what is to be changed took too long');
  }
  const judgement = judge(await exchange({ ...call, headers: { ...call.headers, 'if-match': version } }), asked);
  // After a conflict the version stays: who has not looked again cannot change what somebody else did.
  if (judgement.kind === 'ok' || judgement.kind === 'unknown') ports.etags.drop(call.url);
  return judgement;
}

function answer({ requestId }: Intent, { clock }: Pick<SendPorts, 'clock'>, judgement: Judgement): SendAnswer {
  if (judgement.kind === 'ok') return { kind: 'ok', rows: judgement.rows, reference: requestId };
  const problem = (code: FailureCode) => ({
    code,
    detail: judgement.detail.slice(0, 400),
    correlationId: requestId,
    atMs: clock.wallMs(),
  });
  switch (judgement.kind) {
    case 'refused': {
      const { code, rows } = judgement;
      return { kind: 'refused', problem: problem(code), ...(rows.length > 0 && { rows }) };
    }
    case 'unknown':
      return { kind: 'unknown', problem: problem(judgement.code) };
    case 'challenged':
      return { kind: 'challenged', challenge: judgement.challenge, problem: problem('API_LEVEL_TOO_LOW') };
  }
}

function refused(code: FailureCode, detail: string): Judgement {
  return { kind: 'refused', code, detail, rows: [] };
}

/** Names of fields and faults; what was filled in is not repeated. */
function faultsIn(problems: readonly { readonly field: string; readonly fault: string }[]): string {
  return problems.map(({ field, fault }) => (fault === 'unknownField' ? fault : `${field}: ${fault}`)).join(', ');
}
