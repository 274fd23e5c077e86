import { format } from 'prettier';
import { adml, admx } from './policy-admx.ts';
import { policyJsonSchema } from './policy-json-schema.ts';
import { mobileConfig } from './policy-mac.ts';
import { policyPage } from './policy-page.ts';
import { samplePolicy } from './policy-sample.ts';

/** Of the project's formatter, since what is written here is checked like everything else. */
const style = { singleQuote: true, printWidth: 120 } as const;

/** Everything that is made from the schema of policy, by its path from the root of the project. */
export async function policyTemplates(): Promise<ReadonlyMap<string, string>> {
  const json = (value: unknown) => format(JSON.stringify(value), { ...style, parser: 'json' });
  return new Map([
    ['build/policy/policy.schema.json', await json(policyJsonSchema())],
    ['build/policy/policy.sample.json', await json(samplePolicy)],
    ['build/policy/CIS2Desktop.admx', admx()],
    ['build/policy/en-GB/CIS2Desktop.adml', adml()],
    ['build/policy/cis2-desktop.mobileconfig', mobileConfig()],
    ['docs/admin/policy.md', await format(policyPage(), { ...style, parser: 'markdown' })],
  ]);
}
