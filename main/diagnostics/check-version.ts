import { fail, pass, warn, type Check } from './check.ts';

/** Electron gives each version security fixes for about half a year; an older copy has holes that are known. */
const oldAfterDays = 180;
const dayMs = 86_400_000;

/** How old this copy of the app is, and whether policy still lets people log in with it. */
export const checkVersion: Check = {
  id: 'version',
  async run({ version, policy, computer, clock }) {
    const minimum = policy.ok ? policy.policy.minimumVersion : undefined;
    if (minimum !== undefined && isBelow(version, minimum)) {
      return fail('VERSION_TOO_OLD', { version, expected: minimum }, 'localIt');
    }
    const builtAtMs = await computer.builtAtMs();
    if (builtAtMs === undefined) return pass('VERSION_AGE_UNKNOWN', { version });
    const days = Math.max(0, Math.floor((clock.wallMs() - builtAtMs) / dayMs));
    return days > oldAfterDays
      ? warn('VERSION_OLD', { version, days }, 'localIt')
      : pass('VERSION_CURRENT', { version, days });
  },
};

/** Compares `1.2.3` number by number. */
function isBelow(version: string, minimum: string): boolean {
  const [own, least] = [version, minimum].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  for (const [index, part] of (least ?? []).entries()) {
    const difference = (own?.[index] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
