import { afterAll, beforeAll, expect, test } from 'vitest';
import { PERSONA_IDS, startSimulator, type Simulator } from '../index.ts';
import { createRelyingParty } from '../relying-party.ts';
import { callApi } from './call-api.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ topology: 'direct' });
});
afterAll(() => simulator.close());

const panel = async () => {
  const response = await fetch(`${simulator.apiBase}/panel`);
  expect(response.status).toBe(200);
  return { html: await response.text(), csp: response.headers.get('content-security-policy') };
};

test('screen 29: requests with their headers, responses, and a refusal in words; newest first, no token', async () => {
  expect((await panel()).html).toContain('Nothing has been asked for yet.');
  const { accessToken } = await createRelyingParty(simulator).logIn(PERSONA_IDS.nurse, 'securityKey', {
    acr_values: 'AAL2_OR_AAL3_ANY',
  });
  await callApi(simulator, 'GET', '/personal-demographics/FHIR/R4/Patient/9000000009', {
    token: accessToken,
    headers: { 'X-Request-ID': '00000000-5e57-4000-8000-000000000042' },
  });
  await callApi(simulator, 'GET', '/no/such/<endpoint>?a=<b>', { token: accessToken });

  const { html, csp } = await panel();
  expect(csp).toContain("default-src 'none'");
  expect(html.indexOf('/no/such/')).toBeGreaterThan(-1);
  expect(html.indexOf('/no/such/'), 'the newest first').toBeLessThan(html.indexOf('/Patient/9000000009'));
  expect(html).toContain('00000000-5e57-4000-8000-000000000042');
  expect(html).toContain('error: not-found: RESOURCE_NOT_FOUND There is no such endpoint here');
  expect(html).toContain('HTEST');
  expect(html).toContain(`Bearer (${accessToken.length} characters)`);
  expect(html).not.toContain(accessToken);
  expect(html).not.toContain('<b>');
  expect(html).not.toContain('/panel: 200');
});

test('screen 29: of a long list the last twenty', async () => {
  for (let number = 0; number < 25; number += 1) await callApi(simulator, 'GET', `/none/${number}`);
  const { html } = await panel();
  expect(html.match(/<section>/g)).toHaveLength(20);
  expect(html).toContain('/none/24');
  expect(html).not.toContain('/none/4:');
});
