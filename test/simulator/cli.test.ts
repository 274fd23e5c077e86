import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const CLI = path.join(import.meta.dirname, 'cli.ts');

test('prints where it is, writes a policy, serves, and ends at SIGTERM', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  const policyFile = path.join(folder, 'policy.json');
  const child = spawn(process.execPath, [CLI, '--topology', 'gateway', '--policy-out', policyFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    let output = '';
    for await (const chunk of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      output += String(chunk);
      if (output.includes('Ctrl+C')) break;
    }
    const issuer = /Issuer: +(\S+)/.exec(output)?.[1] ?? '';
    expect(JSON.parse(await readFile(policyFile, 'utf8'))).toMatchObject({ provider: { topology: 'gateway', issuer } });
    expect(output).toContain('999000000011  Priya Sample');
    expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
});
