import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../../preload/contract.ts';
import type { SessionView } from '../../../preload/session-view.ts';
import { launchApp, startSecretService, type LaunchedApp, type SecretService } from '../../../test/e2e/launch-app.ts';
import { developmentPolicy, type DevelopmentPolicyOverrides } from '../../../test/simulator/development-policy.ts';
import { startSimulator, type Simulator } from '../../../test/simulator/index.ts';
import type { HostKind } from '../electron-host.ts';
import { createPassingTime, type PassingTime } from './passing-time.ts';
import { tellingLines } from './plain-words.ts';
import { sessionFacts, type SessionFacts } from './session-facts.ts';

/** How long (ms) a single click or look may take before it counts as failed. */
const patienceMs = 10_000;
const browserSize = { width: 1024, height: 768 };

/** What is on the stage: the simulator, the app, and the clinician's own browser. Its folders are left to the caller. */
export class Stage {
  readonly host: HostKind;
  readonly time: PassingTime = createPassingTime();
  /** How far into the simulator's requests the checks have counted each kind: none is missed between two that count it. */
  readonly countedUpTo = { exchanges: 0, refreshes: 0, revocations: 0 };
  private data: string | undefined;
  private keychain: SecretService | undefined;
  private runningSimulator: Simulator | undefined;
  private runningApp: LaunchedApp | undefined;
  private lastTab: Page | undefined;
  private issuedAccess: readonly string[] = [];
  private issuedRefresh: readonly string[] = [];
  private processBefore: number | undefined;
  private factsBefore: SessionFacts | undefined;
  private requestsBefore = 0;
  private endedElsewhereMs: number | undefined;
  private policy: DevelopmentPolicyOverrides = {};

  constructor(host: HostKind) {
    this.host = host;
  }

  /** The app's own data, which outlives a restart of the app. */
  get userData(): string {
    return there(this.data, 'the app has no data yet');
  }

  /** The keychain that the app keeps its session in; there is one only where the demo can bring its own. */
  get ownKeychain(): SecretService | undefined {
    return this.keychain;
  }

  /** The access tokens that the simulator has issued so far, oldest first. */
  get accessTokens(): readonly string[] {
    return this.issuedAccess;
  }

  /** The refresh tokens that the simulator has issued so far, oldest first. */
  get refreshTokens(): readonly string[] {
    return this.issuedRefresh;
  }

  /** What has reached the simulator since the app was last ended. */
  get requestsSinceRestart(): Simulator['requests'] {
    return this.simulator.requests.slice(this.requestsBefore);
  }

  /** The process that drew the window when it was last remembered. */
  get rememberedProcess(): number | undefined {
    return this.processBefore;
  }

  /** The session as it was when it was last remembered. */
  get rememberedSession(): SessionFacts | undefined {
    return this.factsBefore;
  }

  /** When a session was last ended at the provider, ms since the epoch. */
  get endedElsewhereAtMs(): number | undefined {
    return this.endedElsewhereMs;
  }

  get simulator(): Simulator {
    return there(this.runningSimulator, 'the simulator has not been started');
  }

  get app(): LaunchedApp {
    return there(this.runningApp, 'the app has not been started');
  }

  /** The app's window. */
  get page(): Page {
    return this.app.page;
  }

  /** The tab that the app opened last. */
  get tab(): Page {
    return there(this.lastTab, 'no tab is open in the browser');
  }

  async open(): Promise<void> {
    // Elsewhere the system's own would be asked, where a demo has no business.
    if (process.platform === 'linux') this.keychain = await startSecretService();
    this.runningSimulator = await startSimulator({
      topology: 'gateway',
      // Nothing is bent: it is only seen what goes out, since the app's own requests do not name what it got.
      faults: {
        tokenResponse: (fields) => {
          const { access_token: access, refresh_token: refresh } = fields;
          if (typeof access === 'string') this.issuedAccess = [...this.issuedAccess, access];
          if (typeof refresh === 'string') this.issuedRefresh = [...this.issuedRefresh, refresh];
          return fields;
        },
      },
    });
    await this.launchOnNewData({});
  }

  /** Ends the app and starts it again on the same data, and the same keychain. */
  async restart(): Promise<void> {
    this.lastTab = undefined;
    this.requestsBefore = this.simulator.requests.length;
    await this.app.close();
    await this.launch();
  }

  /** Leaves this computer for one that many use: another installation, with data and settings of its own. */
  async moveToSharedTerminal(): Promise<void> {
    this.lastTab = undefined;
    await this.app.close();
    const { eventsUri, requests } = this.simulator;
    Object.assign(this.countedUpTo, {
      exchanges: requests.length,
      refreshes: requests.length,
      revocations: requests.length,
    });
    await this.launchOnNewData({ catalogue: 'whole', session: { profile: 'shared' }, provider: { eventsUri } });
  }

  /** Opens in the browser what the app has asked the system to open. */
  async openTab(): Promise<void> {
    this.lastTab = await this.app.systemBrowser.nextPage();
    this.lastTab.setDefaultTimeout(patienceMs);
    await this.lastTab.setViewportSize(browserSize);
  }

  /** Nobody touches the computer for so long; it is not waited for. */
  async leaveAlone(forMs: number): Promise<void> {
    await this.time.leaveAlone(this.app, forMs);
  }

  /** Locks or unlocks the computer, as far as the app hears of it. */
  async computerSays(event: 'lock-screen' | 'unlock-screen'): Promise<void> {
    await this.app.electronApp.evaluate(({ powerMonitor }, name) => {
      // Electron's types name each event by itself.
      (powerMonitor as NodeJS.EventEmitter).emit(name);
    }, event);
  }

  /** Ends a person's sessions at the provider, as they themselves would from another place. */
  async endElsewhere(personId: string): Promise<void> {
    this.endedElsewhereMs = Date.now();
    await this.simulator.endSession(personId, { how: 'caep', initiatingEntity: 'user' });
  }

  /** The process that draws the window at this moment. */
  async windowProcess(): Promise<number | undefined> {
    return this.app.electronApp.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
  }

  /** Before something that has to end it. */
  async rememberProcess(): Promise<void> {
    this.processBefore = await this.windowProcess();
  }

  /** What the app has told its window to show. */
  async view(): Promise<SessionView | undefined> {
    return this.page.evaluate(readView);
  }

  /** Before something that must not change it. */
  async rememberSession(): Promise<void> {
    this.factsBefore = sessionFacts(await this.view());
  }

  /** The page of one side, as far as there is one. */
  side(side: 'app' | 'browser'): Page | undefined {
    return side === 'app' ? this.runningApp?.page : this.lastTab;
  }

  /** The last lines that the app has written on its terminal. */
  lastWords(): readonly string[] {
    return tellingLines(this.runningApp?.stderr() ?? '').slice(-5);
  }

  /** Ends all of it; harmless when nothing or only a part has been started. */
  async close(): Promise<void> {
    // At once and not one after the other: after Ctrl-C Playwright leaves little time.
    await Promise.all([this.runningApp?.close(), this.runningSimulator?.close(), this.keychain?.close()]);
  }

  private async launchOnNewData(policy: DevelopmentPolicyOverrides): Promise<void> {
    this.data = mkdtempSync(path.join(tmpdir(), 'cis2-demo-'));
    this.policy = policy;
    await this.launch();
  }

  private async launch(): Promise<void> {
    this.runningApp = await launchApp({
      policy: developmentPolicy(this.simulator, this.policy),
      userDataDir: this.userData,
      secretService: this.keychain ?? 'none',
    });
    this.page.setDefaultTimeout(patienceMs);
    // Its window begins with an empty page, whose clock is of no use to the one that follows.
    await this.page.locator('#app').waitFor();
    await this.time.catchUp(this.runningApp);
  }
}

/** Runs in the page. */
async function readView(): Promise<SessionView | undefined> {
  const { cis2 } = globalThis as unknown as { readonly cis2: Pick<Bridge, 'getView'> };
  const reply = await cis2.getView();
  return reply.ok ? reply.value : undefined;
}

function there<Thing>(thing: Thing | undefined, otherwise: string): Thing {
  if (thing === undefined) throw new Error(otherwise);
  return thing;
}
