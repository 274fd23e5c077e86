import { defaultLimits } from './defaults.ts';
import type { PolicyKey } from './keys.ts';
import type { Profile } from './schema.ts';
import { isOlder } from './version.ts';

/** What holds without a word of policy; `undefined`: nothing does. */
export function defaultOf({ key, default: own }: Pick<PolicyKey, 'key' | 'default'>, profile: Profile): unknown {
  if (key === 'session.idleMinutes') return defaultLimits[profile].idleMinutes;
  if (key === 'session.absoluteHours') return defaultLimits[profile].absoluteHours;
  return own;
}

/** Whether a valid value asks for no less than our own default does. */
export function isStricterThanDefault(key: PolicyKey, value: unknown, profile: Profile): boolean {
  const ours = defaultOf(key, profile);
  const { user } = key;
  switch (user) {
    case undefined:
      return false;
    case 'own':
    case 'any':
      return true;
    case 'lower':
      return typeof value === 'number' && typeof ours === 'number' && value <= ours;
    case 'higher':
      return typeof value === 'number' && typeof ours === 'number' && value >= ours;
    case 'version':
      return typeof value === 'string' && (typeof ours !== 'string' || !isOlder(value, ours));
    default:
      return user.findIndex((one) => one === value) >= user.findIndex((one) => one === ours);
  }
}
