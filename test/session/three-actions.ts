import { machine, policy, signPrescription, stopPrescription, viewPatient, type Machine } from './fixtures.ts';

/** A catalogue of one action for AAL2, and two that need one and the same log-in at AAL3. */
export const threeActions = [viewPatient, signPrescription, stopPrescription];

/** Logged in with them, at AAL2. */
export function activeWithThree(over: Parameters<typeof policy>[0] = {}): Machine {
  const it = machine(policy({ actions: threeActions, ...over }));
  it.logIn({ lifeSeconds: 3_600 });
  return it;
}
