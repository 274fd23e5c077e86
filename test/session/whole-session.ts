import { allowedOrigins } from '../../main/actions/allowed-origins.ts';
import { createETags } from '../../main/actions/etags.ts';
import { sendAction } from '../../main/actions/send-action.ts';
import type { AuditEvent, UnresolvedAction } from '../../main/audit/audit-log.ts';
import { createProviderDirectory } from '../../main/oidc/provider.ts';
import { parsePolicy } from '../../main/policy/load.ts';
import type { Clock, Http, Power, PowerEvent, Random } from '../../main/ports.ts';
import type { Gesture } from '../../main/session/events.ts';
import { createSession, type Session } from '../../main/session/session.ts';
import type { LastRoles } from '../../main/vault/last-roles.ts';
import { createMemoryVault, type Vault } from '../../main/vault/vault.ts';
import type { SessionView } from '../../preload/session-view.ts';
import { createHttpBrowser, type HttpBrowser, type Landing } from '../simulator/http-browser.ts';
import { developmentPolicy, type DevelopmentPolicyOverrides } from '../simulator/development-policy.ts';
import type { AuthenticatorKey, Simulator } from '../simulator/index.ts';
import { nodeHttp, recordedLog, systemClock, systemRandom } from '../unit-support/system.ts';

type View<Kind extends SessionView['kind']> = Extract<SessionView, { kind: Kind }>;
type MemoryVault = ReturnType<typeof createMemoryVault>;

/** What a test may put in the place of this computer, its network and the person's browser. */
export interface World<KeptIn extends Vault> {
  readonly clock: Clock;
  readonly http: Http;
  readonly random: Random;
  readonly power: Power;
  readonly vault: KeptIn;
  readonly lastRoles: LastRoles;
  /** Two runs of the app on one computer share it. */
  readonly browser: HttpBrowser;
  /** What the audit record of an earlier run has of a person's actions without an outcome. */
  readonly unresolved: (userId: string) => readonly UnresolvedAction[];
  /** Told of each URL before it is opened. */
  readonly onOpen: (url: string) => void;
}

/** A computer that is locked, sleeps and is touched when the test says so. */
export interface TestPower extends Power {
  emit(event: PowerEvent): void;
  /** How long ago (ms) somebody touched the computer, until this is said anew; `undefined`: the system does not say. */
  touched(agoMs: number | undefined): void;
  /** How many listen. */
  listening(): number;
}

export function testPower(): TestPower {
  const listeners = new Set<(event: PowerEvent) => void>();
  let idleMs: number | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    idleMs: () => idleMs,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    touched: (agoMs) => {
      idleMs = agoMs;
    },
    listening: () => listeners.size,
  };
}

/**
 * The app below the shell, whole: machine, receiver, protocol and actions over real sockets, with a person whose browser
 * speaks plain HTTP. Only the window and the clipboard are missing. Resolves once the start has found what there is.
 */
export async function wholeSession<KeptIn extends Vault = MemoryVault>(
  simulator: Pick<Simulator, 'issuer' | 'clientId' | 'apiBase' | 'topology'>,
  overrides: DevelopmentPolicyOverrides = {},
  world: Partial<World<KeptIn>> = {},
) {
  const loaded = parsePolicy(JSON.stringify(developmentPolicy(simulator, overrides)), false);
  if (!loaded.ok) throw new Error(`${loaded.code}: ${loaded.detail}`);
  const { policy } = loaded;
  const log = recordedLog();
  const etags = createETags();
  const vault = world.vault ?? createMemoryVault();
  const opened: string[] = [];
  const audited: AuditEvent[] = [];
  const sessionLines: AuditEvent[] = [];
  const seen: SessionView[] = [];
  const browser = world.browser ?? createHttpBrowser(simulator.issuer);
  const ports = { http: world.http ?? nodeHttp, clock: world.clock ?? systemClock };
  const session = createSession(policy, {
    ...ports,
    power: world.power ?? testPower(),
    appFocused: () => true,
    random: world.random ?? systemRandom,
    log,
    vault,
    ...(world.lastRoles && { lastRoles: world.lastRoles }),
    audit: {
      append: async (event) => {
        // What was done and what was left undone is one story, and what became of the session another.
        const isDeed = event.event.startsWith('action.') || event.event.startsWith('tokens.');
        (isDeed ? audited : sessionLines).push(event);
      },
      unresolvedOf: async (userId) => world.unresolved?.(userId) ?? [],
    },
    directory: createProviderDirectory(
      { issuer: policy.provider.issuer, clientId: policy.provider.clientId, allowLoopbackHttp: true },
      ports,
    ),
    openBrowser: async (url) => {
      world.onOpen?.(url);
      opened.push(url);
    },
    copyText: () => Promise.resolve(true),
    language: () => 'en',
    raiseWindow: () => undefined,
    replaceRenderer: () => undefined,
    sendAction: (intent) =>
      sendAction(intent, {
        ...ports,
        random: world.random ?? systemRandom,
        log,
        openBrowser: async (url) => {
          opened.push(url);
        },
        etags,
        allowedOrigins: allowedOrigins(policy),
      }),
  });
  session.subscribe((view) => {
    seen.push(view);
  });
  session.start();
  await whenView(session, ['loggedOut', 'restorable', 'ended']);

  return {
    session,
    log,
    /** Every view there was, in order. */
    seen,
    vault,
    opened,
    /** Actions and revocations, as the audit record gets them; `sessionLines`: everything else of it. */
    audited,
    sessionLines,
    browser,
    gesture: (gesture: Gesture) => session.gesture(gesture),
    view: () => session.view(),
    when: <Kind extends SessionView['kind']>(...kinds: Kind[]) => whenView(session, kinds),
    /** Opens the start link, and logs in on the page if there is one. */
    async inBrowser(userId: string, authenticator: AuthenticatorKey | 'userPassword') {
      await whenView(session, ['waitingForBrowser']);
      const start = opened.at(-1);
      if (start === undefined) throw new Error('no browser was opened');
      const landing = await browser.open(await redirectTarget(start));
      const left = landing.kind === 'left' ? landing : await browser.submit(landing, { user: userId, authenticator });
      return backToApp(left);
    },
    async logIn(userId: string, authenticator: AuthenticatorKey | 'userPassword') {
      session.gesture({ type: 'loginRequested' });
      return this.inBrowser(userId, authenticator);
    },
  };
}
export type WholeSession<KeptIn extends Vault = MemoryVault> = Awaited<ReturnType<typeof wholeSession<KeptIn>>>;

/** The text of the page that the browser ends on. */
export async function backToApp(landing: Landing): Promise<string> {
  if (landing.kind === 'page') throw new Error(`still at the provider: ${landing.html.slice(0, 2000)}`);
  const callback = await fetch(landing.location, { redirect: 'manual' });
  const next = callback.headers.get('location');
  const page = next === null ? callback : await fetch(next);
  return page.text();
}

export async function redirectTarget(url: string): Promise<string> {
  const { headers } = await fetch(url, { redirect: 'manual' });
  const target = headers.get('location');
  if (target === null) throw new Error('the start link led nowhere');
  return target;
}

export async function logInPage(browser: HttpBrowser, startUrl: string): Promise<Landing> {
  return browser.open(await redirectTarget(startUrl));
}

/** Resolves with the view once it is one of these. */
export function whenView<Kind extends SessionView['kind']>(
  session: Session,
  kinds: readonly Kind[],
): Promise<View<Kind>> {
  const wanted = (view: SessionView): view is View<Kind> => (kinds as readonly string[]).includes(view.kind);
  return new Promise((resolve, reject) => {
    const now = session.view();
    if (wanted(now)) {
      resolve(now);
      return;
    }
    const limit = setTimeout(() => {
      stop();
      reject(new Error(`waited for ${kinds.join(' or ')}, still at ${JSON.stringify(session.view())}`));
    }, 15_000);
    const stop = session.subscribe((view) => {
      if (!wanted(view)) return;
      clearTimeout(limit);
      stop();
      resolve(view);
    });
  });
}
