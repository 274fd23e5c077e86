import { fail, pass, type Check, type CheckPorts, type Finding } from './check.ts';

/** Which browser a log-in would open, and whether it is there. */
export const checkBrowser: Check = {
  id: 'browser',
  async run({ probe: { policy }, computer }) {
    if (policy && policy.browser.use !== 'default') return chosen(policy.browser, computer);
    const browser = computer.defaultBrowser();
    return browser === '' ? fail('BROWSER_NONE', {}, 'localIt') : pass('BROWSER_FOUND', { browser });
  },
};

async function chosen(
  choice: Parameters<CheckPorts['computer']['chosenBrowser']>[0],
  computer: Pick<CheckPorts['computer'], 'chosenBrowser'>,
): Promise<Finding> {
  const { name: browser, is } = await computer.chosenBrowser(choice);
  switch (is) {
    case 'there':
      return pass('BROWSER_BY_POLICY', { browser });
    case 'missing':
      return fail('BROWSER_NOT_INSTALLED', { browser }, 'localIt');
    case 'noPrivateWindow':
      return fail('BROWSER_NO_PRIVATE_WINDOW', { browser }, 'localIt');
  }
}
