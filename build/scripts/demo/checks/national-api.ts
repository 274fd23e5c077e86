import { randomUUID } from 'node:crypto';
import { becomes } from '../becomes.ts';
import { same, type Finding } from '../finding.ts';
import { apiCalls, bearerOf, ownRequestHeader } from '../observed.ts';
import type { Stage } from '../stage.ts';
import type { Check } from '../step.ts';

/** Looks at what the look-alikes of the national APIs have seen, and asks them with the app's own tokens. */

type ApiCheck = Check<Stage>;
type Api = Parameters<typeof apiCalls>[1];

export function called(api: Api, count: number, method: 'GET' | 'POST' = 'GET'): ApiCheck {
  return {
    name: count === 0 ? 'nothing was sent yet' : `the API got exactly ${count === 1 ? 'one' : count} ${method}`,
    look({ simulator }) {
      const calls = apiCalls(simulator, api);
      return count === 0 || calls.length !== count ? same(calls.length, count) : same(calls.at(-1)?.method, method);
    },
  };
}

export function withBearer(api: Api): ApiCheck {
  return {
    name: 'a bearer in the request',
    look({ simulator }) {
      const ok = bearerOf(apiCalls(simulator, api).at(-1)) !== undefined;
      return { ok, detail: ok ? 'in the header Authorization' : 'there is none' };
    },
  };
}

/** Asked once more by the demo: the API decides by the log-in behind the token, not by what the app says. */
export const takesLevel: ApiCheck = {
  name: 'the API takes its AAL2 token (200)',
  async look(stage) {
    const call = apiCalls(stage.simulator, 'personal-demographics').at(-1);
    return found(await ask(stage, 'GET', call?.path ?? '/', bearerOf(call)), '200');
  },
};

/** The app was right to stop: with the token of now the API would have refused. */
export const wouldRefuseLevel: ApiCheck = {
  name: 'the API itself refuses the AAL2 token for it',
  async look(stage) {
    const bearer = bearerOf(apiCalls(stage.simulator, 'personal-demographics').at(-1));
    return found(
      await ask(stage, 'POST', '/electronic-prescriptions/FHIR/R4/$process-message', bearer, '{}'),
      '403 ACCESS_DENIED_LEVEL',
    );
  },
};

export const tokenIsNew: ApiCheck = {
  name: 'the bearer is that of the new log-in',
  look({ simulator }) {
    const before = bearerOf(apiCalls(simulator, 'personal-demographics').at(-1));
    const now = bearerOf(apiCalls(simulator, 'electronic-prescriptions').at(-1));
    const ok = now !== undefined && now !== before;
    return { ok, detail: ok ? 'it is another one' : 'it is that of the AAL2 log-in' };
  },
};

const deathLimitMs = 5000;

/** The newest token is as good as before: a session that is only hidden has not been ended. */
export function tokenLives(whose: string): ApiCheck {
  return {
    name: `the API still takes ${whose} token`,
    look: async (stage) => found(await ask(stage, 'GET', patientPath(stage), stage.accessTokens.at(-1)), '200'),
  };
}

/** The newest token is worth nothing any more, whoever may have it. */
export function tokenIsDead(whose: string): ApiCheck {
  return {
    name: `the API does not take ${whose} token`,
    async look(stage) {
      const bearer = stage.accessTokens.at(-1);
      if (bearer === undefined) return { ok: false, detail: 'there was no token to try' };
      const path = patientPath(stage);
      await becomes(async () => (await ask(stage, 'GET', path, bearer)).status === 401, deathLimitMs);
      return found(await ask(stage, 'GET', path, bearer), '401 ACCESS_TOKEN_INVALID');
    },
  };
}

function patientPath({ simulator }: Stage): string {
  return apiCalls(simulator, 'personal-demographics').at(-1)?.path ?? '/';
}

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
}

async function ask(
  { simulator }: Stage,
  method: string,
  path: string,
  bearer: string | undefined,
  body = '',
): Promise<Answer> {
  // Asked as the app asked, in the same role.
  const role = apiCalls(simulator, 'personal-demographics').at(-1)?.headers['nhsd-session-urid'];
  const response = await fetch(`${simulator.apiBase}${path}`, {
    method,
    headers: {
      [ownRequestHeader]: '1',
      'x-request-id': randomUUID(),
      ...(role === undefined ? {} : { 'nhsd-session-urid': role }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    },
    ...(method === 'GET' ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, code: response.ok ? undefined : /"code":"([A-Z_]+)"/.exec(text)?.[1] };
}

const found = ({ status, code }: Answer, expected: string): Finding =>
  same(code === undefined ? String(status) : `${status} ${code}`, expected);
