import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/builder.ts';

/** Issue 7 line 2: release notes with the safety impact of each version. */

interface Notes {
  readonly version: string;
  readonly sections: ReadonlyMap<string, readonly string[]>;
}

function notesIn(changelog: string): readonly Notes[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...rest] = part.split(/^### /m);
      const sections = rest.map((section): [string, readonly string[]] => {
        const [title = '', ...lines] = section.split('\n');
        return [title.trim(), lines.filter((line) => line.startsWith('- '))];
      });
      return { version: heading.trim(), sections: new Map(sections) };
    });
}

function wrongWith({ version, sections }: Notes): readonly string[] {
  const safety = sections.get('Safety impact');
  return [
    ...(/^\[(?:Unreleased|\d+\.\d+\.\d+)\](?: - \d{4}-\d{2}-\d{2})?$/.test(version) ? [] : ['heading']),
    ...([...sections.keys()][0] === 'Safety impact' ? [] : ['safety impact does not come first']),
    ...(safety !== undefined && safety.length > 0 ? [] : ['safety impact says nothing']),
    ...(safety?.some((line) => /HAZ-\d\d|[Nn]o hazard/.test(line)) === true
      ? []
      : ['no hazard is named, nor that there is none']),
    ...[...sections.keys()].filter((title) => !allowed.includes(title)).map((title) => `section ${title}`),
  ];
}

const allowed = ['Safety impact', 'Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

test('issue 7 line 2: every version in the changelog begins with its safety impact, and names hazards by their ids', () => {
  const notes = notesIn(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'));
  expect(notes.length).toBeGreaterThan(0);
  for (const version of notes) expect(wrongWith(version), version.version).toEqual([]);
});

test('issue 7 line 2: every hazard that the changelog names is one of docs/security.md', () => {
  const hazards = readFileSync(path.join(root, 'docs', 'security.md'), 'utf8');
  const named = new Set(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8').match(/HAZ-\d\d/g));
  for (const id of named) expect(hazards).toContain(`| ${id} |`);
});

test.each([
  ['## [1.0.0] - 2026-12-01\n### Added\n- x\n', 'safety impact does not come first'],
  ['## [1.0.0] - 2026-12-01\n### Safety impact\n\n### Added\n- x\n', 'safety impact says nothing'],
  ['## [1.0.0] - 2026-12-01\n### Safety impact\n- It is fine.\n', 'no hazard is named, nor that there is none'],
  ['## 1.0\n### Safety impact\n- HAZ-01: x\n', 'heading'],
])('notes without what they owe are refused: %j', (text, trouble) => {
  expect(notesIn(text).flatMap(wrongWith)).toContain(trouble);
});
