import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../preload/contract.ts';
import { PERSONA_IDS, type RecordedRequest, type Simulator } from '../simulator/index.ts';
import { chanceOf } from '../unit-support/chance.ts';
import { count } from '../unit-support/counts.ts';
import type { LaunchedApp } from './launch-app.ts';
import { press, screen } from './support/clinician.ts';
import { keychainEntry } from './support/keychain-entry.ts';
import { killApp } from './support/kill.ts';
import { refreshes } from './support/provider-side.ts';
import { createQuickBrowser } from './support/quick-log-in.ts';
import { expect, journal, test } from './support/restarts.ts';

/**
 * `kill -9` of the running app, with all of its processes, at random moments; its data, its keychain and the provider stay.
 * Each round looks at what the one before has left. Which step of a deed leaves what is in test/vault/vault-deaths.test.ts.
 * `CIS2_KILL_SEED` repeats a run's choices; how far the app has come by then also depends on the machine.
 */

const halves = [1, 2] as const;

const journeys = ['log-in', 'continue', 'renewal', 'lock', 'log-out'] as const;
type Journey = (typeof journeys)[number];

/** The part of the time that a start takes within which a journey is killed: a slow machine is slow in both. */
const spans: Readonly<Record<Journey, number>> = {
  'log-in': 0.5,
  continue: 0.25,
  renewal: 0.15,
  lock: 0.1,
  'log-out': 0.1,
};

type Left = 'nothing' | 'live' | 'spending' | 'dead';
type Start = 'loggedOut' | 'ended' | 'restorable';

test.describe.configure({ mode: 'parallel' });
test.use({
  policy: async ({ simulator }, use) => {
    await use({ provider: { eventsUri: simulator.eventsUri } });
  },
});

for (const half of halves) {
  test(`B17 B18 B26 HAZ-02 invariant 11 killed at any moment, the next start is logged out or may be continued, never a mix (${half} of ${halves.length})`, async ({
    start,
    simulator,
    keyring,
    userDataDir,
  }) => {
    const rounds = Math.ceil(count(10, 200) / halves.length);
    test.setTimeout(60_000 + rounds * 30_000);
    const chance = chanceOf(Number(process.env['CIS2_KILL_SEED'] ?? Date.now() % 1_000_000) + half);
    const provider = watchTokens(simulator, () => left(userDataDir));
    const browser = createQuickBrowser(simulator.issuer);
    const told: string[] = [];

    for (let round = 1; round <= rounds; round += 1) {
      const before = left(userDataDir);
      const where = `seed ${chance.seed}, round ${round}, after: ${told.at(-1) ?? 'nothing'}`;
      const startedAtMs = performance.now();
      const app = await start();
      const found = await firstScreen(app.page);
      const startMs = performance.now() - startedAtMs;
      expect(found === 'restorable', `${where}: continued exactly if the journal says live`).toBe(before === 'live');
      provider.nextRound(found === 'restorable');
      const wanted = chance.oneOf(journeys);
      const journey = wanted === 'continue' && found !== 'restorable' ? 'log-in' : wanted;
      const moment = chance.fraction() * spans[journey] * startMs;
      const isWhole = chance.fraction() < 0.3;

      const getIn = async () => {
        if (found === 'restorable') await app.page.getByRole('button', { name: /^Continue as / }).click();
        else {
          await press(app.page, 'Log in with my Care Identity');
          const url = await app.systemBrowser.nextUrl();
          await browser.logIn(url, PERSONA_IDS.nurse, 'microsoftAuthenticator');
        }
        await screen(app.page, 'home');
      };
      const renewal = provider.renewAtFirstPoll(journey === 'renewal');
      switch (journey) {
        case 'log-in':
        case 'continue':
          await killDuring(app, moment, getIn);
          break;
        case 'renewal':
          await Promise.race([renewal.begun, getIn().then(() => renewal.begun)]);
          await killDuring(app, moment, async () => {});
          break;
        case 'lock':
        case 'log-out':
          await getIn();
          if (isWhole) {
            await gesture(app.page, journey === 'lock' ? 'lock' : 'logOut');
            await expect.poll(() => left(userDataDir), { message: where, intervals: [5] }).toBe('dead');
            await killDuring(app, moment, async () => {});
          } else {
            await killDuring(app, moment, () => gesture(app.page, journey === 'lock' ? 'lock' : 'logOut'));
          }
          break;
      }
      const { stderr } = app;
      expect(stderr(), where).not.toMatch(/START_FAILED|Uncaught|UnhandledPromise/);
      expect(provider.misuse(), where).toEqual([]);
      await app.close();
      told.push(`${found}, ${journey} killed ${Math.round(moment)} ms into it: ${left(userDataDir)}`);
    }

    const last = await start();
    const found = await firstScreen(last.page);
    if (found !== 'restorable') await expect.poll(() => keychainEntry(keyring)).toBeNull();
    console.info(
      `Seed ${chance.seed}: ${rounds} kills, ${refreshes(simulator).length} renewals\n  ${told.join('\n  ')}`,
    );
  });
}

/** What stands on disk; a journal that cannot be read fails the test. */
function left(userDataDir: string): Left {
  if (!existsSync(path.join(userDataDir, 'vault', 'journal.json'))) return 'nothing';
  return journal(userDataDir)['state'] as Left;
}

async function firstScreen(page: Page): Promise<Start> {
  await expect(page.locator('#app')).toHaveAttribute('data-view', /^(loggedOut|ended|restorable)$/, {
    timeout: 20_000,
  });
  return (await page.locator('#app').getAttribute('data-view')) as Start;
}

/** Past the button, whose press takes longer than what it begins. */
async function gesture(page: Page, name: 'lock' | 'logOut'): Promise<void> {
  await page.evaluate((command) => {
    const bridge = Reflect.get(window, 'cis2') as Pick<Bridge, 'lock' | 'logOut'>;
    return bridge[command]();
  }, name);
}

/** Kills the app so long (ms) after the deed was begun. What fails afterwards fails because of that. */
async function killDuring(app: LaunchedApp, afterMs: number, deed: () => Promise<void>): Promise<void> {
  let killed = false;
  const doing = deed().catch((error: unknown) => {
    if (!killed) throw error;
  });
  const moment = new Promise<void>((resolve) => void setTimeout(resolve, afterMs));
  await Promise.race([moment, doing.then(() => moment)]);
  killed = true;
  await killApp(app);
  await doing;
}

/**
 * What the provider sees of the tokens, with what the journal says at that moment: a token is on its way only while it is
 * `spending`, and the end of a session is told only once it is `dead`. A poll for events that is refused has the app renew at
 * once, in the present.
 */
function watchTokens(simulator: Simulator, noted: () => Left) {
  const issuedIn = new Map<string, number>();
  const misuse: string[] = [];
  const used = new Set<string>();
  let round = 0;
  let mayContinue = false;
  let renewal = Promise.withResolvers<void>();
  let isArmed = false;
  const judge = ({ form }: RecordedRequest) => {
    const token = form['refresh_token'];
    if (form['grant_type'] !== 'refresh_token' || token === undefined) return;
    if (used.has(token)) misuse.push(`round ${round}: a token was used twice`);
    used.add(token);
    if (issuedIn.get(token) !== round && !mayContinue) misuse.push(`round ${round}: a token of before was used`);
    if (noted() !== 'spending') misuse.push(`round ${round}: a token was used while the journal said ${noted()}`);
  };
  simulator.setFaults({
    tokenResponse: (fields) => {
      issuedIn.set(String(fields['refresh_token']), round);
      return fields;
    },
    respond: {
      token: (request) => {
        judge(request);
        return undefined;
      },
      revocation: () => {
        if (noted() !== 'dead') misuse.push(`round ${round}: an end was told while the journal said ${noted()}`);
        return undefined;
      },
      events: () => {
        if (!isArmed) return undefined;
        isArmed = false;
        renewal.resolve();
        return { status: 401 };
      },
    },
  });
  return {
    misuse: () => misuse,
    nextRound(isRestorable: boolean) {
      round += 1;
      mayContinue = isRestorable;
    },
    /** `begun` resolves when the app is about to renew. */
    renewAtFirstPoll(armed: boolean) {
      renewal = Promise.withResolvers();
      isArmed = armed;
      return { begun: renewal.promise };
    },
  };
}
