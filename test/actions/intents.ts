import * as v from 'valibot';
import { createETags } from '../../main/actions/etags.ts';
import type { SendPorts } from '../../main/actions/send-action.ts';
import { action as actionSchema, type Action } from '../../main/policy/action-schema.ts';
import type { Http } from '../../main/ports.ts';
import type { Intent } from '../../main/session/events.ts';
import type { Established } from '../../main/session/state.ts';
import type { ActionInput } from '../../preload/contract.ts';
import { nurse, wardRole } from '../session/fixtures.ts';
import { recordedLog, systemClock, systemRandom } from '../unit-support/system.ts';

/** Synthetic people, roles and tokens. */
export const bearer = 'the-bearer-of-this-test';
export const requestId = '6b2f5a5e-0c9c-4c52-9a3f-3f3c1c2b7a11';

export function establishedAt(level: 2 | 3, over: Partial<Established> = {}): Established {
  return {
    person: nurse,
    roles: [wardRole],
    authentication: {
      subject: nurse.subject,
      level,
      identityLevel: 3,
      authTimeSeconds: 1_700_000_000,
      acr: undefined,
      amr: [],
      sid: 'sid-1',
      userId: nurse.userId,
      selectedRoleId: undefined,
    },
    tokens: { accessToken: bearer, accessEndsAtMs: Number.MAX_SAFE_INTEGER, refreshToken: undefined, sid: 'sid-1' },
    sids: ['sid-1'],
    kept: { kind: 'memory', reason: 'profile' },
    ...over,
  };
}

export function actionOf(request: object, input: readonly object[] = []): Action {
  return v.parse(actionSchema, {
    id: 'synthetic-action',
    label: { en: 'Synthetic action' },
    requirement: { levels: [2, 3] },
    input: input.map((field) => ({ kind: 'text', label: { en: 'Synthetic field' }, ...field })),
    request,
  });
}

export function intentOf(action: Action, input: ActionInput = {}, over: Partial<Intent> = {}): Intent {
  return { requestId, action, input, established: establishedAt(2), role: wardRole, ...over };
}

/** Ports over what is given; a page that opens is noted in `opened`. */
export function sendPorts(http: Http, over: Partial<Omit<SendPorts, 'log'>> = {}) {
  const opened: string[] = [];
  const log = recordedLog();
  return {
    http,
    clock: systemClock,
    random: systemRandom,
    log,
    opened,
    openBrowser: async (url: string) => {
      opened.push(url);
    },
    etags: createETags(),
    allowedOrigins: new Set(['https://api.example']),
    ...over,
  };
}
