import { askedToStop, Cleanups, makeReady, runApp } from './run-app.ts';

/** `npm run start:app`: the app alone, with the policy that it finds on this machine. */

const machine = await makeReady();
const cleanups = new Cleanups();
try {
  await Promise.race([runApp(machine, cleanups), askedToStop()]);
} finally {
  await cleanups.runAll();
}
// Playwright keeps its own connections; everything of ours has been stopped.
process.exit();
