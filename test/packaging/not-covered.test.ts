import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { notCovered, type Shown } from './not-covered.ts';
import { root } from './support/builder.ts';
import { ownSources, wrongWithProof, type Proof, type Sources } from './support/proofs.ts';

function words(shown: Shown): string {
  switch (shown.by) {
    case 'release':
      return `shown at a release, by ${[...new Set(shown.proofs.map(({ step }) => `“${step}”`))].join(', ')}`;
    case 'test':
      return `held by ${shown.file}`;
    case 'nothing':
      return `nothing shows it yet; ${shown.wouldBe} would`;
  }
}

test('issue 7: the packaging suite says what it did not cover, and why', () => {
  const lines = notCovered.map(
    ({ serves, what, why, shown }) => `  ${serves}: ${what}\n      because ${why}; ${words(shown)}`,
  );
  console.log(['', 'Not covered here, and why (no release has been run yet):', ...lines, ''].join('\n'));
  expect(notCovered.length).toBeGreaterThan(0);
});

test('issue 7 line 2: whatever is said to be shown at a release is confirmed there, in those words', () => {
  const wrong = notCovered.flatMap(({ what, shown }) =>
    shown.by === 'release'
      ? shown.proofs.flatMap((proof) => {
          const trouble = wrongWithProof(proof, ownSources);
          return trouble === undefined ? [] : [`${what}: ${trouble}`];
        })
      : [],
  );
  expect(wrong).toEqual([]);
  for (const { shown } of notCovered) {
    if (shown.by === 'test') expect(existsSync(path.join(root, shown.file)), shown.file).toBe(true);
  }
});

describe('issue 7 line 2: a claim without its proof is found', () => {
  const workflow = `jobs:
  package:
    steps:
      - name: Look
        run: build/packaging/outer.sh release
      - name: Never
        if: false
        run: build/packaging/outer.sh release
      - name: Whatever comes
        continue-on-error: true
        run: build/packaging/outer.sh release
`;
  const scripts: Readonly<Record<string, string>> = {
    'outer.sh': '"$here/inner.sh"\n# "$here/idle.sh"\n',
    'inner.sh': `confirm 'it is there' test -f file\n# confirm 'it is a remark'\necho 'it is said'\n`,
    'idle.sh': `confirm 'it is there' true\n`,
  };
  const sources: Sources = { workflow, script: (name) => scripts[name] };
  const proof: Proof = { step: 'Look', script: 'inner.sh', confirms: ['it is there'] };

  test('the planted sources prove what they do', () => {
    expect(wrongWithProof(proof, sources)).toBeUndefined();
  });

  test.each<[string, Partial<Proof>]>([
    ['0 steps are named', { step: 'Look away' }],
    ['may be left out', { step: 'Never' }],
    ['may be left out', { step: 'Whatever comes' }],
    ['does not call', { script: 'idle.sh' }],
    ['does not call', { script: 'missing.sh' }],
    ['does not confirm', { confirms: ['it is there', 'it is a remark'] }],
    ['does not confirm', { confirms: ['it is said'] }],
    ['does not confirm', { confirms: ['it is'] }],
  ])('%s: %j', (trouble, change) => {
    expect(wrongWithProof({ ...proof, ...change }, sources)).toContain(trouble);
  });
});
