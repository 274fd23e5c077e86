/** A policy to begin with: a personal desktop that goes through an organisation's gateway. All of it is made up. */
export const samplePolicy = {
  provider: {
    topology: 'gateway',
    issuer: 'https://gateway.example/realms/nhs',
    clientId: 'cis2-desktop',
  },
  session: { profile: 'personal', idleMinutes: 10, onComputerLock: 'lock' },
  roles: { allowedOrganisations: ['A1001'] },
  audit: { forward: true },
  support: {
    localIt: 'Example IT service desk, 01632 960000',
    continuity: { en: 'Use the paper prescription pads in the locked cupboard.' },
  },
} as const;
