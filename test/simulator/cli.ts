import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { developmentPolicy } from './development-policy.ts';
import { startSimulator } from './index.ts';

const USAGE = 'Usage: node test/simulator/cli.ts [--topology direct|gateway] [--policy-out FILE]';

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: { topology: { type: 'string', default: 'direct' }, 'policy-out': { type: 'string' } },
  });
  const { topology, 'policy-out': policyFile } = values;
  if (topology !== 'direct' && topology !== 'gateway') throw new Error(`--topology must be direct or gateway.`);

  const simulator = await startSimulator({ topology });
  const policy = `${JSON.stringify(developmentPolicy(simulator, { catalogue: 'whole' }), null, 2)}\n`;
  console.log(`CIS2 simulator (${topology}): synthetic people only, loopback only.
Issuer:    ${simulator.issuer}
Client id: ${simulator.clientId}
API base:  ${simulator.apiBase} (look-alikes of PDS, SCR, EPS and e-RS: synthetic patients only)
Requests:  ${simulator.apiBase}/panel (what was asked for, and what was answered)${simulator.eventsUri === undefined ? '' : `\nEvents:    ${simulator.eventsUri}`}
Personas:`);
  for (const { id, name, authenticators } of simulator.personas) {
    console.log(`  ${id}  ${name}  (${authenticators.join(', ')})`);
  }
  if (policyFile === undefined) {
    console.log(`Development policy:\n${policy}`);
  } else {
    await writeFile(policyFile, policy);
    console.log(`Development policy written to ${policyFile}`);
  }
  console.log('Ctrl+C ends it.');

  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) return;
      isClosing = true;
      simulator.close().catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
      });
    });
  }
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 1;
});
