import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedOrigins } from '../../main/actions/allowed-origins.ts';
import { sendAction } from '../../main/actions/send-action.ts';
import { actionOf, intentOf, requestId, sendPorts } from './intents.ts';

const noHttp = () => Promise.reject(new Error('nothing is sent'));
const page = actionOf({ open: 'https://pages.example/{who}?at={where}' }, [{ name: 'who' }, { name: 'where' }]);

describe('issue 5 line 2: an action that opens a page', () => {
  test('opens it filled in, and says so', async () => {
    const ports = sendPorts(noHttp, { allowedOrigins: new Set() });
    const answer = await sendAction(intentOf(page, { who: 'a/b', where: 'c&d' }), ports);
    expect(answer).toEqual({ kind: 'ok', rows: [], reference: requestId });
    expect(ports.opened).toEqual(['https://pages.example/a%2Fb?at=c%26d']);
  });

  test('is logged by its template', async () => {
    const ports = sendPorts(noHttp);
    await sendAction(intentOf(page, { who: 'Robin', where: 'x' }), ports);
    const detail = 'https://pages.example/{who}?at={where}';
    expect(ports.log.lines).toMatchObject([{ code: 'PAGE_OPENED', fields: { detail, correlationId: requestId } }]);
    expect(JSON.stringify(ports.log.lines)).not.toMatch(/Robin/);
  });

  test('that the system does not open is refused, and the address is not repeated', async () => {
    const openBrowser = (url: string) => Promise.reject(new Error(`cannot open ${url}`));
    const ports = sendPorts(noHttp, { openBrowser });
    const answer = await sendAction(intentOf(page, { who: 'Robin', where: 'x' }), ports);
    expect(answer).toMatchObject({ kind: 'refused', problem: { code: 'ACTION_NOT_OPENED' } });
    expect(JSON.stringify([answer, ports.log.lines])).not.toMatch(/Robin/);
  });

  test('opens nothing for a step up', async () => {
    const ports = sendPorts(noHttp);
    const answer = await sendAction(intentOf(page, { who: '..', where: 'x' }), ports);
    expect(answer).toMatchObject({ kind: 'refused', problem: { code: 'ACTION_ADDRESS_REFUSED' } });
    expect(ports.opened).toEqual([]);
  });

  test('opens nothing of another origin, whatever is filled in', async () => {
    const typed = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.constantFrom('..', '/', '\\', '@evil.example', '//evil.example'),
    );
    await fc.assert(
      fc.asyncProperty(typed, typed, async (who, where) => {
        const ports = sendPorts(noHttp);
        await sendAction(intentOf(page, { who, where }), ports);
        for (const url of ports.opened) expect(new URL(url).origin).toBe('https://pages.example');
      }),
    );
  });
});

describe('issue 5 line 5: the origins that a bearer is sent to', () => {
  const actions = [
    actionOf({ method: 'GET', url: 'https://API.example:443/{userId}' }),
    actionOf({ method: 'GET', url: 'http://127.0.0.1:8080?x=1' }),
    page,
  ];

  test('are those of the actions, pages apart', () => {
    expect([...allowedOrigins({ actions })]).toEqual(['https://api.example', 'http://127.0.0.1:8080']);
  });

  test('are those of the policy alone, where it lists some', () => {
    expect([...allowedOrigins({ actions, apiOrigins: ['https://Gateway.example:443'] })]).toEqual([
      'https://gateway.example',
    ]);
  });

  test('an action elsewhere is refused, and nothing is sent', async () => {
    const asked: string[] = [];
    const http = async (url: string) => {
      asked.push(url);
      return new Response('{}');
    };
    const [action = page] = actions;
    const listed = sendPorts(http, {
      allowedOrigins: allowedOrigins({ actions, apiOrigins: ['https://gateway.example'] }),
    });
    expect(await sendAction(intentOf(action), listed)).toMatchObject({ problem: { code: 'ACTION_ADDRESS_REFUSED' } });
    expect(asked).toEqual([]);
    const unlisted = sendPorts(http, { allowedOrigins: allowedOrigins({ actions }) });
    expect(await sendAction(intentOf(action), unlisted)).toMatchObject({ kind: 'ok' });
    expect(asked).toEqual(['https://API.example:443/999000000001']);
  });
});
