import { describe, expect, test } from 'vitest';
import { mergePolicy } from '../../main/policy/merge.ts';
import { parseRegistry } from '../../main/policy/sources/registry-output.ts';
import { registryReader, windowsPolicy } from '../../main/policy/sources/windows.ts';
import { windowsFolders } from '../../main/policy/windows-folders.ts';

/**
 * Issue 7 line 1, Windows. The samples are written after Microsoft's documentation of `reg query`; none is from a machine, and
 * nothing here has run on Windows.
 */
const root = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\CIS2 Desktop';
const lines = (...all: readonly string[]) => `\r\n${all.join('\r\n')}\r\n\r\n`;
const sample = lines(
  root,
  '    minimumVersion    REG_SZ    1.2.3',
  '',
  `${root}\\provider`,
  '    topology    REG_SZ    gateway',
  '    issuer    REG_SZ    https://gateway.example/realms/nhs',
  '    clientId    REG_SZ    desktop',
  '    redirectPorts    REG_MULTI_SZ    49200\\049201',
  '    rpInitiatedLogout    REG_DWORD    0x1',
  '',
  `${root}\\Session`,
  '    IdleMinutes    REG_DWORD    0xa',
  '    profile    REG_SZ    personal',
  '',
  `${root}\\roles`,
  '    allowedRoleCodes    REG_MULTI_SZ    R8000\\0R8001',
  '',
  `${root}\\support\\continuity`,
  '    en    REG_SZ    Use the paper form.    Call 01234.',
  '    cy    REG_SZ    Synthetig: \\u0175',
);

describe('issue 7 line 1: what reg.exe prints', () => {
  test('texts, numbers, switches, lists and keys below keys, in any case', () => {
    expect(parseRegistry(sample, root)).toEqual({
      kind: 'values',
      faults: [],
      values: {
        minimumVersion: '1.2.3',
        provider: {
          topology: 'gateway',
          issuer: 'https://gateway.example/realms/nhs',
          clientId: 'desktop',
          redirectPorts: [49_200, 49_201],
          rpInitiatedLogout: true,
        },
        session: { idleMinutes: 10, profile: 'personal' },
        roles: { allowedRoleCodes: ['R8000', 'R8001'] },
        support: { continuity: { en: 'Use the paper form.    Call 01234.', cy: 'Synthetig: ŵ' } },
      },
    });
  });

  test.each<[string, string, string]>([
    [
      'a number as text',
      'session    idleMinutes    REG_SZ    10',
      'session.idleMinutes: expected REG_DWORD, and it is REG_SZ',
    ],
    ['a switch that is neither', 'audit    forward    REG_DWORD    0x2', 'audit.forward: expected 0 or 1'],
    [
      'a text with variables in it',
      'browser    path    REG_EXPAND_SZ    %X%',
      'browser.path: expected REG_SZ, and it is REG_EXPAND_SZ',
    ],
    [
      'ports that are no numbers',
      'provider    redirectPorts    REG_MULTI_SZ    a',
      'provider.redirectPorts: expected numbers',
    ],
    [
      'letters that a console would garble',
      'support    localIt    REG_SZ    Desg \xe5',
      'support.localIt: it holds letters that are not ASCII: write them as \\u0175',
    ],
    ['actions', '    actions    REG_SZ    []', 'actions: it cannot stand in the registry'],
  ])('%s: refused by its key', (_name, given, told) => {
    const [section = '', name = '', type = '', data = ''] = given.startsWith('    ')
      ? ['', ...given.trim().split('    ')]
      : given.split('    ');
    const key = section === '' ? root : `${root}\\${section}`;
    const parsed = parseRegistry(lines(key, `    ${name}    ${type}    ${data}`), root);
    expect(parsed.kind === 'values' && parsed.faults.map(({ key: at, why }) => `${at}: ${why}`)).toEqual([told]);
  });

  test('a line break in a text, which could pass for another value', () => {
    const parsed = parseRegistry(lines(`${root}\\support`, '    localIt    REG_SZ    one', 'two'), root);
    expect(parsed).toMatchObject({ faults: [{ key: 'support.localIt', why: 'it holds a line break' }] });
  });

  test('what makes no sense makes the whole unreadable', () => {
    expect(parseRegistry(lines('nonsense'), root).kind).toBe('nonsense');
    expect(parseRegistry(lines('HKEY_LOCAL_MACHINE\\SOFTWARE\\Other'), root).kind).toBe('nonsense');
    expect(parseRegistry(lines(`${root} 2`), root).kind).toBe('nonsense');
  });
});

describe('issue 7 line 1: the two keys of the registry', () => {
  const names = lines('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft', root);
  const reading = async (level: 'machine' | 'user', answers: Readonly<Record<string, string | undefined>>) =>
    (await windowsPolicy(level, async (key, how) => answers[`${how} ${key}`]).read())[0];
  const machineNames = 'names HKLM\\SOFTWARE\\Policies';
  const machineKey = 'everything HKLM\\SOFTWARE\\Policies\\CIS2 Desktop';

  test('read where it is there', async () => {
    expect(await reading('machine', { [machineNames]: names, [machineKey]: sample })).toMatchObject({
      kind: 'read',
      source: 'HKLM\\SOFTWARE\\Policies\\CIS2 Desktop',
      level: 'machine',
    });
  });

  test('absent where its name is not among the others; unreadable where it is and cannot be read', async () => {
    const without = lines('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\CIS2 Desktop Other');
    expect(await reading('machine', { [machineNames]: without })).toMatchObject({ kind: 'absent' });
    expect(await reading('machine', { [machineNames]: names })).toMatchObject({ kind: 'unreadable' });
    expect(await reading('machine', {})).toMatchObject({ kind: 'unreadable', code: 'POLICY_UNREADABLE' });
    expect(await reading('user', {})).toMatchObject({ kind: 'absent' });
  });

  test('B36 the program by its whole path, the 64-bit view, fixed arguments', async () => {
    const asked: unknown[] = [];
    const folders = await windowsFolders(async () => 'D:\\Windows');
    if (!folders) throw new Error('no folders');
    const read = registryReader(async (file, args) => {
      asked.push([file, ...args]);
      return { kind: 'output', bytes: Buffer.from('x') };
    }, folders);
    await read('HKLM\\A', 'names');
    await read('HKLM\\A', 'everything');
    expect(asked).toEqual([
      ['D:\\Windows\\System32\\reg.exe', 'query', 'HKLM\\A', '/reg:64'],
      ['D:\\Windows\\System32\\reg.exe', 'query', 'HKLM\\A', '/s', '/reg:64'],
    ]);
  });

  test('from what was printed to a policy, with a critical value that is none', async () => {
    const wrong = sample.replace('profile    REG_SZ    personal', 'profile    REG_DWORD    0x1');
    const good = await reading('machine', { [machineNames]: names, [machineKey]: sample });
    const bad = await reading('machine', { [machineNames]: names, [machineKey]: wrong });
    expect(good && mergePolicy([good], { packaged: true }).loaded).toMatchObject({
      ok: true,
      policy: { session: { profile: 'personal', idleMinutes: 10 } },
    });
    expect(bad && mergePolicy([bad], { packaged: true }).loaded).toMatchObject({ ok: false, code: 'POLICY_INVALID' });
  });
});
