import { fail, pass, warn, type Check } from './check.ts';

/** Whether an administrator's settings were found and are good: without them nobody can log in. */
export const checkPolicy: Check = {
  id: 'policy',
  run: ({ policy, policySource, refusedKeys }) => {
    const source = policySource === null ? {} : { source: policySource };
    if (!policy.ok) {
      if (policy.code === 'POLICY_MISSING') return Promise.resolve(fail('POLICY_MISSING', {}, 'localIt'));
      return Promise.resolve(fail('POLICY_REFUSED', { error: policy.code, ...source }, 'localIt'));
    }
    const [key] = refusedKeys;
    if (key !== undefined) {
      return Promise.resolve(warn('POLICY_KEYS_REFUSED', { key, count: refusedKeys.length, ...source }, 'localIt'));
    }
    return Promise.resolve(pass('POLICY_READ', source));
  },
};
