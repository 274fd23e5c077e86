import { expect, test } from 'vitest';
import { parsePackageOptions } from '../../build/scripts/package-options.ts';

const plain = { dirOnly: false, stub: false, testVariant: false, release: false, output: undefined };

test.each([
  [['--linux'], { ...plain, platform: 'linux' }],
  [['--win', '--dir'], { ...plain, platform: 'win', dirOnly: true }],
  [['--mac', '--release'], { ...plain, platform: 'mac', release: true }],
  [
    ['--dir', '--linux', '--stub', '--test-variant'],
    { ...plain, platform: 'linux', dirOnly: true, stub: true, testVariant: true },
  ],
  [['--linux', '--out', 'elsewhere'], { ...plain, platform: 'linux', output: 'elsewhere' }],
])('issue 7 line 2: npm run package -- %j', (args, expected) => {
  expect(parsePackageOptions(args)).toEqual(expected);
});

test.each([
  [[], /name one of/],
  [['--linux', '--win'], /name one of/],
  [['--linux', '--fast'], /unknown: --fast/],
  [['--linux', '--out'], /--out needs/],
  [['--linux', '--stub'], /no installer/],
  [['--mac', '--dir', '--stub'], /no stub for macOS/],
  [['--win', '--dir', '--stub', '--release'], /neither/],
  [['--win', '--test-variant', '--release'], /neither/],
])('issue 7 line 2: npm run package -- %j is refused', (args, why) => {
  expect(parsePackageOptions(args)).toEqual({ wrong: expect.stringMatching(why) as string });
});
