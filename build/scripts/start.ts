import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { developmentPolicy } from '../../test/simulator/development-policy.ts';
import { startSimulator } from '../../test/simulator/index.ts';
import { askedToStop, Cleanups, makeReady, runApp } from './run-app.ts';

/** `npm start`: the simulator, the app that trusts it, and this machine's own browser. */

const machine = await makeReady();
const cleanups = new Cleanups();
const stopped = askedToStop();

const simulator = await startSimulator({ topology: 'gateway' });
cleanups.add(async () => simulator.close());

const folder = mkdtempSync(path.join(tmpdir(), 'cis2-policy-'));
cleanups.add(() => {
  rmSync(folder, { recursive: true, force: true });
});
const policyFile = path.join(folder, 'policy.json');
writeFileSync(policyFile, `${JSON.stringify(developmentPolicy(simulator, { catalogue: 'whole' }), null, 2)}\n`);

console.log(`Simulator: ${simulator.issuer} (synthetic people only)`);
console.log(`What the app asks its services for: ${simulator.apiBase}/panel`);
for (const { id, name, authenticators } of simulator.personas) {
  console.log(`  ${id}  ${name}  (${authenticators.join(', ')})`);
}

try {
  const env = { ...machine.env, CIS2_DESKTOP_POLICY_FILE: policyFile };
  await Promise.race([runApp({ ...machine, env }, cleanups), stopped]);
} finally {
  await cleanups.runAll();
}
// Playwright keeps its own connections; everything of ours has been stopped.
process.exit();
