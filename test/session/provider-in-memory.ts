import net from 'node:net';
import type { Http } from '../../main/ports.ts';
import { inMemoryProvider } from '../oidc/in-memory-provider.ts';
import { ROLE_IDS } from '../simulator/index.ts';

/** Invented, like everything that it says. */
const issuer = 'https://gateway.example/openam';
const clientId = 'desktop';
const accessSeconds = 599;

/**
 * A gateway without a socket, for journeys of which there are thousands: it logs one person in whenever it is asked, rotates
 * its refresh tokens, and takes each of them once.
 */
export function providerInMemory() {
  let nonce = '';
  let issued = 0;
  let live: string | undefined;
  let authTimeSeconds = 0;
  const taken = { codes: 0, refreshes: 0, reused: 0, revocations: 0 };
  const memory = inMemoryProvider(issuer, {
    clientId,
    nonce: () => nonce,
    claims: {
      sid: 'a-session-id',
      get auth_time() {
        return authTimeSeconds;
      },
    },
    answer: {
      token: (usual) => {
        issued += 1;
        live = `refresh-${issued}`;
        return { ...usual, access_token: `access-${issued}`, refresh_token: live, expires_in: accessSeconds };
      },
      userinfo: (usual) => ({ ...usual, nhsid_nrbac_roles: [role], nhsid_user_orgs: [organisation] }),
    },
  });

  const http: Http = (url, request) => {
    const form = new URLSearchParams(request.body);
    if (url.endsWith('/revoke')) taken.revocations += 1;
    if (url.endsWith('/access_token')) {
      if (form.get('grant_type') === 'refresh_token') {
        taken.refreshes += 1;
        if (form.get('refresh_token') !== live) {
          taken.reused += 1;
          return Promise.resolve(Response.json({ error: 'invalid_grant' }, { status: 400 }));
        }
      } else {
        taken.codes += 1;
        authTimeSeconds = Math.floor(Date.now() / 1000);
      }
    }
    return memory.http(url, request);
  };

  return {
    /** What a policy names it by. There is no API beside it. */
    settings: { issuer, clientId, topology: 'gateway', apiBase: 'https://api.example' } as const,
    http,
    /** How many of each it has taken; `reused`: refresh tokens that had been used before. */
    taken,
    /** A browser whose person has logged in at once. Resolves with the page that it ends on. */
    async inBrowser(startUrl: string): Promise<string> {
      const { searchParams: asked } = locationOf(await get(new URL(startUrl)));
      nonce = asked.get('nonce') ?? '';
      const callback = new URL(asked.get('redirect_uri') ?? '');
      const answer = { code: 'a-code', state: asked.get('state') ?? '', iss: issuer };
      callback.search = new URLSearchParams(answer).toString();
      return get(locationOf(await get(callback)));
    },
  };
}
const role = {
  person_orgid: '999000009001',
  person_roleid: ROLE_IDS.nurseAtBrook,
  org_code: 'SIM01',
  role_name: '"Clinical":"Clinical Provision":"Nurse Access Role"',
  role_code: 'S8000:G8000:R8001',
};
const organisation = { org_name: 'SIMULATED BROOK SURGERY', org_code: 'SIM01' };

/**
 * One GET, as little as that takes. The receiver ends each connection after its answer.
 *
 * @returns the whole answer, its head included
 */
function get(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(url.port), url.hostname);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(text));
    socket.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\n\r\n`);
  });
}

function locationOf(answer: string): URL {
  const location = /^location: (\S+)/im.exec(answer)?.[1];
  if (location === undefined) throw new Error(`it led nowhere: ${answer}`);
  return new URL(location);
}
