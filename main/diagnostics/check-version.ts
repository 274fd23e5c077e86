import { isOlder } from '../policy/version.ts';
import { fail, notRun, pass, warn, type Check, type CheckPorts, type Finding } from './check.ts';

/** Electron gives each version security fixes for about half a year; an older copy has holes that are known. */
const oldAfterDays = 180;
const dayMs = 86_400_000;

/** How old this copy of the app is, and whether policy still lets people log in with it. */
export const checkVersion: Check = {
  id: 'version',
  run: (ports) => Promise.resolve(found(ports)),
};

function found({ version, policy, computer: { builtAtMs }, clock }: CheckPorts): Finding {
  const minimum = policy.ok ? policy.policy.minimumVersion : undefined;
  if (minimum !== undefined && isOlder(version, minimum)) {
    return fail('VERSION_TOO_OLD', { version, expected: minimum }, 'localIt');
  }
  const days = builtAtMs === undefined ? -1 : Math.floor((clock.wallMs() - builtAtMs) / dayMs);
  // Made later than now: the clock of this computer is wrong, and tells no age.
  if (days < 0) return notRun('VERSION_AGE_UNKNOWN', { version });
  return days > oldAfterDays
    ? warn('VERSION_OLD', { version, days }, 'localIt')
    : pass('VERSION_CURRENT', { version, days });
}
