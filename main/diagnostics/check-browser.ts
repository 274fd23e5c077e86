import { fail, pass, type Check } from './check.ts';

/** Which browser a log-in would open. */
export const checkBrowser: Check = {
  id: 'browser',
  run({ probe: { policy }, computer }) {
    const use = policy?.browser.use ?? 'default';
    if (use !== 'default') return Promise.resolve(pass('BROWSER_BY_POLICY', { browser: use }));
    const browser = computer.defaultBrowser();
    return Promise.resolve(browser === '' ? fail('BROWSER_NONE', {}, 'localIt') : pass('BROWSER_FOUND', { browser }));
  },
};
