import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { launchApp, startSecretService, type LaunchedApp, type SecretService } from '../../../test/e2e/launch-app.ts';
import { developmentPolicy } from '../../../test/simulator/development-policy.ts';
import { startSimulator, type Simulator } from '../../../test/simulator/index.ts';
import type { HostKind } from '../electron-host.ts';
import { tellingLines } from './plain-words.ts';

/** How long (ms) a single click or look may take before it counts as failed. */
const patienceMs = 10_000;
const browserSize = { width: 1024, height: 768 };

/** What is on the stage: the simulator, the app, and the clinician's own browser. Its folders are left to the caller. */
export class Stage {
  readonly host: HostKind;
  private data: string | undefined;
  private keychain: SecretService | undefined;
  private runningSimulator: Simulator | undefined;
  private runningApp: LaunchedApp | undefined;
  private lastTab: Page | undefined;
  private issued: readonly string[] = [];
  private processBefore: number | undefined;

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

  /** The refresh tokens that the simulator has issued so far, oldest first. */
  get refreshTokens(): readonly string[] {
    return this.issued;
  }

  /** The process that drew the window when it was last remembered. */
  get rememberedProcess(): number | undefined {
    return this.processBefore;
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
    this.data = mkdtempSync(path.join(tmpdir(), 'cis2-demo-'));
    // Elsewhere the system's own would be asked, where a demo has no business.
    if (process.platform === 'linux') this.keychain = await startSecretService();
    this.runningSimulator = await startSimulator({
      topology: 'gateway',
      // Nothing is bent: it is only seen what goes out, since the app's own requests do not name what it got.
      faults: {
        tokenResponse: (fields) => {
          const token = fields['refresh_token'];
          if (typeof token === 'string') this.issued = [...this.issued, token];
          return fields;
        },
      },
    });
    await this.launch();
  }

  /** Ends the app and starts it again on the same data, and the same keychain. */
  async restart(): Promise<void> {
    this.lastTab = undefined;
    await this.app.close();
    await this.launch();
  }

  /** Opens in the browser what the app has asked the system to open. */
  async openTab(): Promise<void> {
    this.lastTab = await this.app.systemBrowser.nextPage();
    this.lastTab.setDefaultTimeout(patienceMs);
    await this.lastTab.setViewportSize(browserSize);
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

  private async launch(): Promise<void> {
    this.runningApp = await launchApp({
      policy: developmentPolicy(this.simulator),
      userDataDir: this.userData,
      secretService: this.keychain ?? 'none',
    });
    this.page.setDefaultTimeout(patienceMs);
  }
}

function there<Thing>(thing: Thing | undefined, otherwise: string): Thing {
  if (thing === undefined) throw new Error(otherwise);
  return thing;
}
