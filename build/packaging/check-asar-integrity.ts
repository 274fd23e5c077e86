import { wrongWithIntegrity } from './asar-integrity.ts';
import { confirm } from './confirm.ts';

/** For the release workflow, on macOS: `node build/packaging/check-asar-integrity.ts APP`. */
const [, , app = ''] = process.argv;
const trouble = wrongWithIntegrity(app);
for (const line of trouble) console.error(line);
confirm('ElectronAsarIntegrity has the hash of every archive, and no other', trouble.length === 0);
