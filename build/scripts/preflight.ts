import type { ElectronHost } from './electron-host.ts';
import { distributionOf, findChromium, findProgram, hasDisplay, presentOf, thisDistribution } from './machine.ts';
import { repairNativePackages } from './native-packages.ts';
import { aptCommand, wishes, needsOf, planFor, type Facts, type Plan, type Purpose } from './preflight-plan.ts';
import { run, wentWell } from './run.ts';

export type { Purpose };

/**
 * Checks what the machine lacks for a purpose before anything starts. As root on Debian it installs that with apt-get;
 * otherwise it prints the one command to run and ends the process with 1.
 *
 * @returns the environment for the children: one Chromium for all of them.
 */
export async function preflight(
  purpose: Purpose,
  host: ElectronHost,
  env: NodeJS.ProcessEnv = process.env,
): Promise<NodeJS.ProcessEnv> {
  if (purpose === 'simulator') return env;
  if (!(await repairNativePackages(env))) process.exit(1);

  const plan = planFor(factsFor(purpose, host, env));
  if (plan.kind === 'stop') giveUp(plan.lines);
  if (plan.kind === 'install') {
    await install(plan, env);
    const after = planFor(factsFor(purpose, host, env));
    if (after.kind === 'stop') giveUp(after.lines);
    if (after.kind === 'install') {
      giveUp([
        `apt-get has installed ${plan.packages.join(', ')}, and ${after.packages.join(', ')} would still be needed.`,
      ]);
    }
  }
  if (purpose === 'test') await installWishes(env);
  const chromium = process.platform === 'linux' ? findChromium(env) : undefined;
  return chromium === undefined ? env : { ...env, CIS2_CHROMIUM: chromium };
}

function factsFor(purpose: Purpose, host: ElectronHost, env: NodeJS.ProcessEnv): Facts {
  const named = env['CIS2_CHROMIUM'];
  const without = {
    platform: process.platform,
    purpose,
    host: host.kind,
    ...(process.platform === 'linux' ? thisDistribution() : distributionOf('')),
    root: process.getuid?.() === 0,
    display: hasDisplay(env),
    brokenChromium: named !== undefined && named !== '' && findChromium(env) === undefined ? named : undefined,
  };
  return { ...without, present: presentOf(needsOf(without), host, env) };
}

async function install(
  { packages, byHand }: Extract<Plan, { kind: 'install' }>,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  console.log(`This machine lacks ${packages.join(', ')}. Installing as root: ${aptCommand(packages)}`);
  const aptEnv = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run('apt-get', ['update', '-qq'], { env: aptEnv });
  // An old list may still do, so a failed update is not the end.
  if (!wentWell(updated)) console.log('apt-get update failed; going on with the package lists as they are.');
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if (!wentWell(await run('apt-get', args, { env: aptEnv }))) {
    giveUp([
      'apt-get could not install that; its own words stand above. Run this, then try again:',
      `  ${aptCommand(packages)}`,
    ]);
  }
  if (byHand.length > 0) giveUp(byHand);
}

/** As root on Debian; a failure is told and stops nothing, since the tests that miss it say so themselves. */
async function installWishes(env: NodeJS.ProcessEnv): Promise<void> {
  const isDebian = process.platform === 'linux' && thisDistribution().distribution !== 'other';
  if (!isDebian || process.getuid?.() !== 0) return;
  const withSystemFolders = { ...env, PATH: `${env['PATH'] ?? ''}:/usr/sbin` };
  const packages = wishes.filter(({ program }) => findProgram(program, withSystemFolders) === undefined);
  if (packages.length === 0) return;
  const names = packages.map(({ package: name }) => name);
  console.log(`Some tests use ${names.join(', ')}. Installing as root.`);
  const aptEnv = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...names];
  if (wentWell(await run('apt-get', args, { env: aptEnv, deadlineMs: wishesMs }))) return;
  console.log('That did not work. The tests that use them say that they do not run.');
}

const wishesMs = 5 * 60_000;

function giveUp(lines: readonly string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}
