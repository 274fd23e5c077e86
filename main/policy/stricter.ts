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
  return key.user === 'own' || isNoLaxer(key, value, defaultOf(key, profile));
}

/** Whether one valid value asks for no less than another does; `undefined`: nothing is asked for. A key without an order: never. */
export function isNoLaxer({ user }: Pick<PolicyKey, 'user'>, value: unknown, than: unknown): boolean {
  switch (user) {
    case undefined:
    case 'own':
      return false;
    case 'among':
      if (than === undefined) return true;
      return Array.isArray(value) && Array.isArray(than) && value.every((one) => than.includes(one));
    case 'lower':
      return typeof value === 'number' && typeof than === 'number' && value <= than;
    case 'higher':
      return typeof value === 'number' && typeof than === 'number' && value >= than;
    case 'version':
      if (than === undefined) return true;
      return typeof value === 'string' && typeof than === 'string' && !isOlder(value, than);
    default:
      return user.findIndex((one) => one === value) >= user.findIndex((one) => one === than);
  }
}
