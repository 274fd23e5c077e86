import { connect } from 'node:net';
import { becomes } from '../becomes.ts';
import { same } from '../finding.ts';
import type { Stage } from '../stage.ts';
import type { Check } from '../step.ts';

/** Looks at the clinician's own browser. */

type TabCheck = Check<Stage>;

export function tabHeading(text: string): TabCheck {
  return {
    name: `heading “${text}”`,
    look: async ({ tab }) => same(await tab.getByRole('heading', { level: 1 }).textContent(), text),
  };
}

export function tabSays(what: string, text: string): TabCheck {
  return {
    name: what,
    async look({ tab }) {
      const ok = (await tab.locator('body').innerText()).includes(text);
      return { ok, detail: ok ? `“${text}”` : `not to be seen: “${text}”` };
    },
  };
}

/** An address bar is seen by others and kept in the history. */
export const noCodeInAddress: TabCheck = {
  name: 'no code in the address bar',
  look({ tab }) {
    const { pathname, search, hash } = new URL(tab.url());
    const ok = pathname.startsWith('/result/') && search === '' && hash === '';
    return { ok, detail: ok ? 'the address has no parameter' : `the address is ${pathname} with parameters` };
  },
};

const portLimitMs = 1000;

/** Asked for as soon as the result page is there. */
export const portCloses: TabCheck = {
  name: 'the loopback port is closed within a second',
  async look({ tab }) {
    const port = Number(new URL(tab.url()).port);
    const ok = await becomes(async () => !(await accepts(port)), portLimitMs);
    return { ok, detail: ok ? `nothing listens on port ${port}` : `port ${port} still listens` };
  },
};

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
