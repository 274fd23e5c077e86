import type { PolicyView } from '../../preload/policy-view.ts';

/** As main answers `readPolicy`. */
export const registry = 'HKLM\\SOFTWARE\\Policies\\CIS2 Desktop';
export const policyView: PolicyView = {
  entries: [
    { key: 'session.idleMinutes', title: 'Idle limit (minutes)', value: '5', source: null, kind: 'bounded' },
    { key: 'session.profile', title: 'Profile', value: '"shared"', source: registry, kind: 'choice' },
    {
      key: 'provider.issuer',
      title: 'Issuer',
      value: `"https://sim.invalid/${'x'.repeat(120)}"`,
      source: registry,
      kind: 'locator',
    },
    {
      key: 'roles.allowedRoleCodes',
      title: 'Roles that may be worked in',
      value: '["R8000","R8001"]',
      source: 'HKCU',
      kind: 'floor',
    },
    { key: 'browser.private', title: 'Private window', value: 'false', source: null, kind: 'floor' },
  ],
  refused: [
    { key: 'session.absoluteHours', title: 'Longest session (hours)', source: 'HKCU', why: 'expected <=12' },
    { key: 'nonsense', title: null, source: registry, why: 'this version has no such key' },
  ],
  managed: true,
};
