import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './project.ts';
import { policyTemplates } from './policy-templates.ts';

/** `npm run policy:generate`: writes what is made from the schema of policy (issue 7 line 1). */
for (const [name, text] of await policyTemplates()) {
  const file = path.join(root, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(name);
}
