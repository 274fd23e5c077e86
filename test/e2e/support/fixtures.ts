import { test as base } from '@playwright/test';
import { developmentPolicy, type DevelopmentPolicyOverrides } from '../../simulator/development-policy.ts';
import { startSimulator, type Simulator, type Topology } from '../../simulator/index.ts';
import { launchApp, type LaunchedApp } from '../launch-app.ts';
import { backToThePresent } from './app-time.ts';

interface Fixtures {
  /** Changes to the development policy, by `test.use({ policy: … })`. */
  policy: DevelopmentPolicyOverrides;
  /** Whom the app talks to, by `test.use({ topology: … })`. */
  topology: Topology;
  simulator: Simulator;
  /** The app, logged out, with a policy for `simulator`. */
  app: LaunchedApp;
  /** What a test does to the clock of this process ends with it. */
  presentAgain: void;
}

export const test = base.extend<Fixtures>({
  policy: [{}, { option: true }],
  topology: ['gateway', { option: true }],
  presentAgain: [
    async ({ topology: _topology }, use) => {
      await use();
      backToThePresent();
    },
    { auto: true },
  ],
  simulator: async ({ topology }, use) => {
    const simulator = await startSimulator({ topology });
    await use(simulator);
    await simulator.close();
  },
  app: async ({ simulator, policy }, use) => {
    const app = await launchApp({ policy: developmentPolicy(simulator, policy) });
    await use(app);
    await app.close();
  },
});

/**
 * Where nobody answers. A port of the system's own range would not do: as soon as a simulator closes, any other program may get
 * its port, and answer. This one is given to nobody unasked, and is none of those that Chromium refuses to call.
 */
export const nobodysIssuer = 'http://127.0.0.1:1022/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare';

export { expect } from '@playwright/test';
