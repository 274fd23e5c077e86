import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Landing } from './http-browser.ts';
import { PERSONA_IDS, ROLE_IDS, startSimulator, type AuthenticatorKey, type Simulator } from './index.ts';
import { createRelyingParty } from './relying-party.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
});

afterAll(() => simulator.close());

afterEach(() => {
  vi.useRealTimers();
});

const { generalPractitioner, nurse, locum, noAal3Authenticator, lowIdentityLevel, aal1 } = PERSONA_IDS;
const AAL2 = { acr_values: 'AAL2_OR_AAL3_ANY' };

/** Moves the simulator's clock; it runs in this process. */
function advanceClock(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
}

function htmlOf(landing: Landing): string {
  if (landing.kind !== 'page') throw new Error(`redirected: ${landing.location.href}`);
  return landing.html;
}

function alertOf(landing: Landing): string | undefined {
  return /role="alert">([^<]*)</.exec(htmlOf(landing))?.[1];
}

describe('what is asked for', () => {
  test('without acr_values AAL3_ANY is asked for and named', async () => {
    const party = createRelyingParty(simulator);
    const page = await party.authorize();
    expect(alertOf(await party.chooseOnPage(page, generalPractitioner, 'passkey'))).toMatch(/Passkey is AAL2/);
    const { claims } = await party.exchange(await party.chooseOnPage(page, generalPractitioner, 'ipad'));
    expect(claims).toMatchObject({ acr: 'AAL3_ANY', authentication_assurance_level: '3', amr: ['IOS'] });
  });

  test('only the first of acr_values is looked at', async () => {
    const first = createRelyingParty(simulator);
    const { claims } = await first.logIn(generalPractitioner, 'passkey', { acr_values: 'AAL2_OR_AAL3_ANY AAL3_ANY' });
    expect(claims).toMatchObject({ acr: 'AAL2_OR_AAL3_ANY', authentication_assurance_level: '2' });
    const second = createRelyingParty(simulator);
    const page = await second.authorize({ acr_values: 'AAL3_ANY AAL2_OR_AAL3_ANY' });
    expect(alertOf(await second.chooseOnPage(page, generalPractitioner, 'passkey'))).toMatch(/AAL3/);
  });

  test('a first value that is not known counts as the default', async () => {
    const party = createRelyingParty(simulator);
    const { claims } = await party.logIn(generalPractitioner, 'smartcard', { acr_values: 'AAL9 AAL2_OR_AAL3_ANY' });
    expect(claims['acr']).toBe('AAL3_ANY');
  });

  test('acr names what was asked for, the level what was reached', async () => {
    const { claims } = await createRelyingParty(simulator).logIn(generalPractitioner, 'securityKey', AAL2);
    expect(claims).toMatchObject({ acr: 'AAL2_OR_AAL3_ANY', authentication_assurance_level: '3' });
  });

  test.each<[AuthenticatorKey, string, string]>([
    ['microsoftAuthenticator', '2', 'TOTP'],
    ['nhsNetConnect', '2', 'THIRDPARTY_NHSMAIL'],
    ['passkey', '2', 'AAL2_PASSKEY'],
    ['windowsHello', '3', 'FIDO2'],
    ['securityKey', '3', 'FIDO2'],
    ['ipad', '3', 'IOS'],
    ['smartcard', '3', 'CIS2_SMARTCARD'],
    ['smartcardIdentityAgent', '3', 'N3_SMARTCARD'],
  ])('%s is AAL%s with amr %s', async (authenticator, level, amr) => {
    const { claims } = await createRelyingParty(simulator).logIn(generalPractitioner, authenticator, AAL2);
    expect(claims).toMatchObject({ authentication_assurance_level: level, amr: [amr] });
  });
});

describe('single sign-on and step-up', () => {
  test('a step-up without prompt passes an AAL3 person, with the old auth_time and the same sid', async () => {
    const party = createRelyingParty(simulator);
    const first = await party.logIn(generalPractitioner, 'smartcard', AAL2);
    advanceClock(60);
    const second = await party.exchange(await party.authorize({ acr_values: 'AAL3_ANY', nonce: 'n-2' }));
    expect(second.claims).toMatchObject({
      sub: generalPractitioner,
      acr: 'AAL3_ANY',
      authentication_assurance_level: '3',
      auth_time: first.claims['auth_time'],
      sid: first.claims['sid'],
      nonce: 'n-2',
    });
    expect(second.claims.iat).toBeGreaterThanOrEqual((first.claims.iat ?? 0) + 60);
  });

  test('a step-up without prompt asks an AAL2 person for an AAL3 authenticator', async () => {
    const party = createRelyingParty(simulator);
    const first = await party.logIn(nurse, 'microsoftAuthenticator', AAL2);
    advanceClock(60);
    const page = await party.authorize({ acr_values: 'AAL3_ANY' });
    expect(htmlOf(page)).toMatch(/Owen Example is logged in, but a stronger authenticator is needed/);
    expect(htmlOf(page)).toContain(`<option value="${nurse}" selected>`);
    const second = await party.exchange(await party.chooseOnPage(page, nurse, 'securityKey'));
    expect(second.claims).toMatchObject({ sub: nurse, authentication_assurance_level: '3', amr: ['FIDO2'] });
    expect(Number(second.claims['auth_time'])).toBeGreaterThanOrEqual(Number(first.claims['auth_time']) + 60);
    expect(second.claims['sid']).toBe(first.claims['sid']);
  });

  test('someone without an AAL3 authenticator can only cancel a step-up', async () => {
    const party = createRelyingParty(simulator);
    await party.logIn(noAal3Authenticator, 'passkey', AAL2);
    const page = await party.authorize({ acr_values: 'AAL3_ANY' });
    const refused = await party.chooseOnPage(page, noAal3Authenticator, 'securityKey');
    expect(alertOf(refused)).toBe('Grace Placeholder does not have this authenticator: Security key.');
    const cancelPath = /<a href="([^"]+)">Cancel/.exec(htmlOf(refused))?.[1] ?? '';
    const cancelled = await party.browser.open(new URL(cancelPath, simulator.issuer).href);
    if (cancelled.kind !== 'left') throw new Error('no redirect');
    expect(Object.fromEntries(cancelled.location.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'state-1',
      iss: simulator.issuer,
    });
  });

  test('another person may answer a step-up: new sid, and the browser is theirs from then on', async () => {
    const party = createRelyingParty(simulator);
    const first = await party.logIn(nurse, 'microsoftAuthenticator', AAL2);
    const page = await party.authorize({ acr_values: 'AAL3_ANY' });
    const other = await party.exchange(await party.chooseOnPage(page, generalPractitioner, 'securityKey'));
    expect(other.claims.sub).toBe(generalPractitioner);
    expect(other.claims['sid']).not.toBe(first.claims['sid']);
    const next = await party.exchange(await party.authorize());
    expect(next.claims).toMatchObject({ sub: generalPractitioner, sid: other.claims['sid'] });
    expect((await party.userinfo(first.accessToken)).body['sub']).toBe(nurse);
  });

  test('prompt=login asks in spite of a session, and prompt=none without one is login_required', async () => {
    const party = createRelyingParty(simulator);
    const none = await party.authorize({ prompt: 'none' });
    expect(none.kind === 'left' && none.location.searchParams.get('error')).toBe('login_required');
    const first = await party.logIn(generalPractitioner, 'smartcard');
    advanceClock(30);
    const page = await party.authorize({ prompt: 'login' });
    const second = await party.exchange(await party.chooseOnPage(page, generalPractitioner, 'smartcard'));
    expect(Number(second.claims['auth_time'])).toBeGreaterThanOrEqual(Number(first.claims['auth_time']) + 30);
  });

  test('prompt=login as another person switches the session', async () => {
    const party = createRelyingParty(simulator);
    const first = await party.logIn(generalPractitioner, 'smartcard');
    const second = await party.logIn(nurse, 'securityKey', { prompt: 'login' });
    expect(second.claims.sub).toBe(nurse);
    expect(second.claims['sid']).not.toBe(first.claims['sid']);
  });

  test('max_age is met by a younger log-in and asks again after an older one', async () => {
    const party = createRelyingParty(simulator);
    await party.logIn(generalPractitioner, 'smartcard');
    advanceClock(200);
    expect((await party.authorize({ max_age: '240' })).kind).toBe('left');
    advanceClock(100);
    const page = await party.authorize({ max_age: '240' });
    const again = await party.exchange(await party.chooseOnPage(page, generalPractitioner, 'smartcard'));
    expect(Date.now() / 1000 - Number(again.claims['auth_time'])).toBeLessThan(2);
  });

  test("every cookie has a path below the issuer: none reaches the client's receiver", async () => {
    const party = createRelyingParty(simulator);
    await party.logIn(generalPractitioner, 'smartcard');
    const issuerPath = new URL(simulator.issuer).pathname;
    expect(party.browser.cookiePaths()).toContain(issuerPath);
    expect(party.browser.cookiePaths().filter((path) => !path.startsWith(issuerPath))).toEqual([]);
  });

  test('two tabs of one browser do not disturb each other', async () => {
    const party = createRelyingParty(simulator);
    const older = await party.authorize({ nonce: 'older' });
    const newer = await party.authorize({ nonce: 'newer' });
    const second = await party.exchange(await party.chooseOnPage(newer, nurse, 'securityKey'));
    const first = await party.exchange(await party.chooseOnPage(older, nurse, 'securityKey'));
    expect([first.claims['nonce'], second.claims['nonce']]).toEqual(['older', 'newer']);
  });

  test('the end session endpoint asks, then ends the browser session', async () => {
    const party = createRelyingParty(simulator);
    const { idToken } = await party.logIn(generalPractitioner, 'smartcard');
    const page = await party.browser.open(`${simulator.issuer}/connect/endSession?id_token_hint=${idToken}`);
    const [, action = ''] = /action="([^"]+)"/.exec(htmlOf(page)) ?? [];
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(htmlOf(page)) ?? [];
    const done = await party.browser.submit({ ...page, url: action } as Landing, { xsrf, logout: 'yes' });
    expect(htmlOf(done)).toContain('You are logged out');
    expect((await party.authorize()).kind).toBe('page');
  });
});

describe('the page', () => {
  test('says that it is a simulator, runs nothing and loads nothing', async () => {
    const page = await createRelyingParty(simulator).authorize({ redirect_uri: 'http://127.0.0.1:5555/callback' });
    if (page.kind !== 'page') throw new Error('no page');
    expect(page.html).toContain('Simulator: synthetic people only');
    expect(page.html).not.toMatch(/<script|<img|<link|src=|https?:/);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; /);
    expect(policy).toContain("form-action 'self' http://127.0.0.1:5555;");
  });

  test('has the controls that tests drive', async () => {
    const html = htmlOf(await createRelyingParty(simulator).authorize());
    const values = [...html.matchAll(/<input type="radio" name="authenticator" id="[^"]+" value="([^"]+)"/g)];
    expect(values.map(([, value]) => value)).toEqual([
      'microsoftAuthenticator',
      'nhsNetConnect',
      'passkey',
      'windowsHello',
      'securityKey',
      'ipad',
      'smartcard',
      'smartcardIdentityAgent',
      'userPassword',
    ]);
    expect([...html.matchAll(/<select name="user"/g)]).toHaveLength(1);
    expect([...html.matchAll(/<button type="submit"/g)]).toHaveLength(1);
  });

  test('shows a name as text', async () => {
    expect(htmlOf(await createRelyingParty(simulator).authorize())).toContain('Morgan O&#39;Specimen');
  });

  test('keeps what was chosen when it refuses', async () => {
    const party = createRelyingParty(simulator);
    const refused = await party.chooseOnPage(await party.authorize(), nurse, 'smartcard');
    expect(refused).toMatchObject({ kind: 'page', status: 200 });
    expect(alertOf(refused)).toBe('Owen Example does not have this authenticator: Smartcard.');
    expect(htmlOf(refused)).toContain(`<option value="${nurse}" selected>`);
    expect(htmlOf(refused)).toContain('value="smartcard" checked');
    const accepted = await party.exchange(await party.chooseOnPage(refused, nurse, 'securityKey'));
    expect(accepted.claims.sub).toBe(nurse);
  });

  test('asks for what is missing', async () => {
    const party = createRelyingParty(simulator);
    const page = await party.authorize();
    expect(alertOf(await party.browser.submit(page, { user: nurse }))).toBe('Choose an authenticator.');
    expect(alertOf(await party.browser.submit(page, { user: '<b>', authenticator: 'ipad' }))).toBe('Choose a user.');
  });

  test('a log-in that is not known is refused in words', async () => {
    const stranger = createRelyingParty(simulator);
    const page = await stranger.browser.open(`${simulator.issuer}/interaction/unknown`);
    expect(page).toMatchObject({ kind: 'page', status: 400 });
    expect(htmlOf(page)).toContain('has expired');
  });
});

describe('the people', () => {
  test('the locum has no role', async () => {
    const party = createRelyingParty(simulator);
    const { accessToken, claims } = await party.logIn(locum, 'smartcard', {
      scope: 'openid nationalrbacaccess selectedrole',
    });
    expect((await party.userinfo(accessToken)).body['nhsid_nrbac_roles']).toEqual([]);
    expect(claims).not.toHaveProperty('selected_roleid');
  });

  test('the receptionist is below the identity level', async () => {
    const { claims } = await createRelyingParty(simulator).logIn(lowIdentityLevel, 'securityKey');
    expect(claims).toMatchObject({
      id_assurance_level: '2',
      idassurancelevel: '2',
      authentication_assurance_level: '3',
    });
  });

  test('the clerk logs in at AAL1 whatever is asked for, and only with user name and password', async () => {
    const party = createRelyingParty(simulator);
    const page = await party.authorize({ acr_values: 'AAL3_ANY' });
    expect(alertOf(await party.chooseOnPage(page, aal1, 'smartcard'))).toMatch(/does not have/);
    const { claims } = await party.exchange(await party.chooseOnPage(page, aal1, 'userPassword'));
    expect(claims).toMatchObject({ acr: 'AAL1_USERPASS', amr: ['pwd'], authentication_assurance_level: '1' });
    expect((await party.authorize(AAL2)).kind).toBe('page');
  });

  test('the nurse has no user name and password', async () => {
    const party = createRelyingParty(simulator);
    const refused = await party.chooseOnPage(await party.authorize(), nurse, 'userPassword');
    expect(alertOf(refused)).toMatch(/does not have/);
  });
});

describe('role selection', () => {
  const selectedrole = { scope: 'openid nationalrbacaccess selectedrole' };
  const changedrole = { scope: 'openid nationalrbacaccess changedrole' };

  test('one role is selected without asking', async () => {
    const { claims } = await createRelyingParty(simulator).logIn(nurse, 'securityKey', selectedrole);
    expect(claims['selected_roleid']).toBe(ROLE_IDS.nurseAtBrook);
  });

  test('without the scope no role is named', async () => {
    const { claims } = await createRelyingParty(simulator).logIn(nurse, 'securityKey');
    expect(claims).not.toHaveProperty('selected_roleid');
  });

  test('several roles are asked for after the log-in, remembered, and changed with changedrole', async () => {
    const party = createRelyingParty(simulator);
    const roles = await party.chooseOnPage(await party.authorize(selectedrole), generalPractitioner, 'smartcard');
    expect([...htmlOf(roles).matchAll(/type="radio" name="role"/g)]).toHaveLength(6);
    expect(alertOf(await party.browser.submit(roles, { role: ROLE_IDS.nurseAtBrook }))).toBe('Choose a role.');
    const first = await party.exchange(await party.browser.submit(roles, { role: ROLE_IDS.clinicalAtWard }));
    expect(first.claims['selected_roleid']).toBe(ROLE_IDS.clinicalAtWard);

    const remembered = await party.exchange(await party.authorize(selectedrole));
    expect(remembered.claims['selected_roleid']).toBe(ROLE_IDS.clinicalAtWard);

    const asked = await party.authorize(changedrole);
    const changed = await party.exchange(await party.browser.submit(asked, { role: ROLE_IDS.adminAtHill }));
    expect(changed.claims['selected_roleid']).toBe(ROLE_IDS.adminAtHill);

    const again = await party.authorize({ ...selectedrole, prompt: 'login' });
    expect(htmlOf(await party.chooseOnPage(again, generalPractitioner, 'smartcard'))).toContain('Choose your role');
  });

  test('one person has 500 roles, each at an organisation of its own, and picks from all of them', async () => {
    const party = createRelyingParty(simulator);
    const { manyRoles } = PERSONA_IDS;
    const roles = await party.chooseOnPage(await party.authorize(selectedrole), manyRoles, 'securityKey');
    const ids = [...htmlOf(roles).matchAll(/name="role" id="[^"]*" value="(\d{12})"/g)].map(([, id]) => id ?? '');
    expect(new Set(ids).size).toBe(500);
    const { accessToken, claims } = await party.exchange(await party.browser.submit(roles, { role: ids[400] ?? '' }));
    expect(claims['selected_roleid']).toBe(ids[400]);
    const { body } = await party.userinfo(accessToken);
    expect((body['nhsid_nrbac_roles'] as { person_roleid: string }[]).map((role) => role.person_roleid)).toEqual(ids);
    expect(JSON.stringify(body)).not.toContain('selected_roleid');
  });

  test('the log-in counts from the log-in page, not from the role page', async () => {
    const party = createRelyingParty(simulator);
    const roles = await party.chooseOnPage(await party.authorize(selectedrole), generalPractitioner, 'smartcard');
    advanceClock(90);
    const { claims } = await party.exchange(await party.browser.submit(roles, { role: ROLE_IDS.adminAtHill }));
    expect((claims.iat ?? 0) - Number(claims['auth_time'])).toBeGreaterThanOrEqual(90);
  });
});
