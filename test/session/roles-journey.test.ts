import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { diskFiles } from '../../main/shell/files.ts';
import { createLastRoles } from '../../main/vault/last-roles.ts';
import { PERSONA_IDS, ROLE_IDS, type AuthenticatorKey } from '../simulator/index.ts';
import { recordedLog, systemRandom } from '../unit-support/system.ts';
import { journeys, untilSo, type Journey } from './journey-world.ts';
import { backToApp, logInPage } from './whole-session.ts';

/** Issue 5 line 1, through real sockets: the simulator's role page, its userinfo and its faults. */

const journey = journeys();
const { generalPractitioner, nurse, manyRoles } = PERSONA_IDS;
const provider = { roles: { picking: 'provider' } };

/** Logs in in the browser and picks a role on CIS2's own page. */
async function pickAtProvider(
  it: Journey,
  roleId: string,
  authenticator: AuthenticatorKey = 'microsoftAuthenticator',
): Promise<void> {
  await it.when('waitingForBrowser');
  const start = it.opened.at(-1) ?? '';
  const logIn = await logInPage(it.browser, start);
  const roles = await it.browser.submit(logIn, { user: generalPractitioner, authenticator });
  if (roles.kind !== 'page' || !roles.html.includes('Choose your role')) throw new Error('no role page');
  await backToApp(await it.browser.submit(roles, { role: roleId }));
}

const authorizations = (it: Journey) =>
  it.asked('/authorize').filter(({ query }) => query['state'] !== undefined && query['client_id'] !== undefined);

function rememberedOn(folderOf: { file?: string } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'cis2-roles-journey-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = folderOf.file ?? path.join(folder, 'last-roles.json');
  const log = recordedLog();
  return { file, log, lastRoles: () => createLastRoles(file, { files: diskFiles, random: systemRandom, log }) };
}

describe('the provider picks', () => {
  test('at the log-in by selectedrole, to change by changedrole, each with a new log-in', async () => {
    const it = await journey.begin(provider);
    it.gesture({ type: 'loginRequested' });
    await pickAtProvider(it, ROLE_IDS.clinicalAtWard);
    expect(await it.when('home')).toMatchObject({ who: { role: { id: ROLE_IDS.clinicalAtWard } } });

    it.gesture({ type: 'changeRoleRequested' });
    await pickAtProvider(it, ROLE_IDS.adminAtHill);
    await untilSo(() => {
      const view = it.view();
      return view.kind === 'home' && view.who.role?.id === ROLE_IDS.adminAtHill;
    }, 'the role has changed');
    const asked = authorizations(it).map(({ query }) => [query['prompt'], String(query['scope'])]);
    expect(asked).toEqual([
      ['login', expect.stringMatching(/ selectedrole$/)],
      ['login', expect.stringMatching(/ changedrole$/)],
    ]);
  });

  test('HAZ-04 a role that nobody holds is refused, and the next log-in is a new one', async () => {
    const it = await journey.begin(provider);
    journey.simulator.setFaults({ idTokenClaims: { selected_roleid: '999000009999' } });
    it.gesture({ type: 'loginRequested' });
    await pickAtProvider(it, ROLE_IDS.clinicalAtWard);
    expect(await it.when('attemptFailed')).toMatchObject({ problem: { code: 'ROLE_UNKNOWN' } });
    await untilSo(() => it.asked('/token/revoke').length === 1, 'its tokens are revoked');
  });

  test('HAZ-04 HAZ-10 another role after a step-up: nothing reaches the API', async () => {
    const it = await journey.begin(provider);
    it.gesture({ type: 'loginRequested' });
    await pickAtProvider(it, ROLE_IDS.clinicalAtWard);
    await it.when('home');
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    await it.when('actionBlocked');
    journey.simulator.setFaults({ idTokenClaims: { selected_roleid: ROLE_IDS.adminAtHill } });
    it.gesture({ type: 'stepUpRequested', again: false });
    // The browser's session has a role already: CIS2 does not ask for it again.
    await it.inBrowser(generalPractitioner, 'securityKey');
    expect(await it.when('actionDone')).toMatchObject({
      outcome: { kind: 'refused', problem: { code: 'ACTION_ROLE_CHANGED' } },
    });
    it.gesture({ type: 'wentBack' });
    expect(await it.when('chooseRole')).toMatchObject({ roles: [{ id: ROLE_IDS.adminAtHill }] });
    expect(it.everythingAsked().filter((request) => request.path.includes('process-message'))).toEqual([]);
    expect(it.audited).toMatchObject([{ event: 'action.refused', code: 'ACTION_ROLE_CHANGED' }]);
  });

  test('a step-up asks for the role along with the level, and keeps it', async () => {
    const it = await journey.begin(provider);
    it.gesture({ type: 'loginRequested' });
    await pickAtProvider(it, ROLE_IDS.clinicalAtWard);
    await it.when('home');
    it.gesture({ type: 'actionPrepared', actionId: 'sign-prescription', input: {} });
    await it.when('actionBlocked');
    it.gesture({ type: 'stepUpRequested', again: false });
    await it.inBrowser(generalPractitioner, 'securityKey');
    expect(await it.when('confirmAction')).toMatchObject({ who: { role: { id: ROLE_IDS.clinicalAtWard } } });
    expect(authorizations(it).at(-1)?.query['prompt']).toBeUndefined();
    expect(authorizations(it).at(-1)?.query['scope']).toMatch(/ selectedrole$/);
  });
});

describe('this app picks', () => {
  test('500 roles come through, each with the name of its organisation', async () => {
    const it = await journey.begin();
    await it.logIn(manyRoles, 'microsoftAuthenticator');
    const { roles } = await it.when('chooseRole');
    expect(roles).toHaveLength(500);
    expect(roles.filter(({ organisationName }) => organisationName === null)).toEqual([]);
  });

  test('an organisation that CIS2 does not name stays a code', async () => {
    const it = await journey.begin();
    await it.logIn(generalPractitioner, 'microsoftAuthenticator');
    const { roles } = await it.when('chooseRole');
    const unlisted = roles.find(({ id }) => id === ROLE_IDS.clinicalAtUnlistedOrganisation);
    expect(unlisted).toMatchObject({ organisationCode: 'SIM09', organisationName: null });
  });

  test('only roles that the policy allows, and one of them is taken silently', async () => {
    const it = await journey.begin({ roles: { allowedRoleCodes: ['R8000'], allowedOrganisations: ['SIM03'] } });
    await it.logIn(generalPractitioner, 'microsoftAuthenticator');
    expect(await it.when('home')).toMatchObject({ who: { role: { id: ROLE_IDS.clinicalAtWard } } });
    expect(String(authorizations(it)[0]?.query['scope'])).not.toContain('selectedrole');
  });

  test('roles that cannot be read: a technical fault, which a new log-in from its screen gets over', async () => {
    const it = await journey.begin();
    journey.simulator.setFaults({ userinfo: { nhsid_nrbac_roles: 'R8001' } });
    await it.logIn(nurse, 'microsoftAuthenticator');
    expect(await it.when('noUsableRole')).toMatchObject({
      cause: 'technicalFault',
      problem: { code: 'USERINFO_MALFORMED', detail: 'nhsid_nrbac_roles: none of 1 can be read' },
    });
    journey.simulator.setFaults({});
    it.gesture({ type: 'changeRoleRequested' });
    await it.inBrowser(nurse, 'microsoftAuthenticator');
    expect(await it.when('home')).toMatchObject({ who: { role: { id: ROLE_IDS.nurseAtBrook } } });
  });

  test('HAZ-01 a new log-in from there by another person is refused', async () => {
    const it = await journey.begin();
    await it.logIn(PERSONA_IDS.locum, 'nhsNetConnect');
    await it.when('noUsableRole');
    it.gesture({ type: 'changeRoleRequested' });
    await it.inBrowser(nurse, 'microsoftAuthenticator');
    await it.when('otherPerson');
  });
});

describe('the last role', () => {
  const chosen = ROLE_IDS.adminAtHill;
  async function workIn(it: Journey): Promise<void> {
    await it.logIn(generalPractitioner, 'microsoftAuthenticator');
    await it.when('chooseRole');
    it.gesture({ type: 'roleChosen', roleId: chosen });
    await it.when('home');
    await it.session.quit();
  }

  test('is marked after a restart of a personal desktop, for the same person', async () => {
    const { lastRoles } = rememberedOn();
    await workIn(await journey.begin({}, { lastRoles: lastRoles() }));
    const next = await journey.begin({}, { lastRoles: lastRoles() });
    await next.logIn(generalPractitioner, 'microsoftAuthenticator');
    await next.when('chooseRole');
    await untilSo(() => (next.view() as { lastRoleId?: unknown }).lastRoleId === chosen, 'the role is marked');
  });

  test('invariant 7: not asked for, nor noted, on a shared terminal, whatever its disk has', async () => {
    const { lastRoles } = rememberedOn();
    await workIn(await journey.begin({}, { lastRoles: lastRoles() }));
    const calls: string[] = [];
    const spied = {
      read: async () => {
        calls.push('read');
        return chosen;
      },
      note: async () => void calls.push('note'),
    };
    const shared = await journey.begin({ session: { profile: 'shared' } }, { lastRoles: spied });
    await shared.logIn(generalPractitioner, 'microsoftAuthenticator');
    expect(await shared.when('chooseRole')).toMatchObject({ lastRoleId: null });
    shared.gesture({ type: 'roleChosen', roleId: chosen });
    await shared.when('home');
    expect(calls).toEqual([]);
  });

  test('a broken file keeps nobody from choosing', async () => {
    const { file, log, lastRoles } = rememberedOn();
    writeFileSync(file, '{');
    const it = await journey.begin({}, { lastRoles: lastRoles() });
    await it.logIn(generalPractitioner, 'microsoftAuthenticator');
    await untilSo(() => log.lines.some(({ code }) => code === 'LAST_ROLES_NOT_READ'), 'it is in the log');
    expect(it.view()).toMatchObject({ kind: 'chooseRole', lastRoleId: null });
    it.gesture({ type: 'roleChosen', roleId: chosen });
    await it.when('home');
  });
});
