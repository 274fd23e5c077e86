import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** A package of npm whose code is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package has it; `undefined` where it says nothing. */
  readonly licence: string | undefined;
}

/**
 * A plugin that watches what the bundles are made of. npm knows those packages as tools of development only, and would leave them
 * out of a list of what is shipped; what stands in `package.json` may also be left out by the bundler, or bring others along.
 */
export function watchBundles(): { readonly plugin: Plugin; readonly packages: () => readonly BundledPackage[] } {
  const folders = new Set<string>();
  const plugin: Plugin = {
    name: 'cis2-bundled-packages',
    sharedDuringBuild: true,
    configResolved({ root }) {
      addStyles(root);
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) if (renderedLength > 0) add(id);
      }
    },
  };
  function add(id: string): void {
    const folder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll(path.sep, '/'))?.[1];
    if (folder !== undefined) folders.add(folder.replace(/^\0/, ''));
  }
  /** Sass takes its packages in by itself, unseen by the bundler. */
  function addStyles(page: string): void {
    for (const file of readdirSync(path.join(page, 'styles'))) {
      const sheet = readFileSync(path.join(page, 'styles', file), 'utf8');
      for (const [, from = ''] of sheet.matchAll(/^\s*@(?:use|forward|import) ['"](?:pkg:)?([^'".:][^'":]*)['"]/gm))
        add(path.join(path.dirname(page), 'node_modules', from));
    }
  }
  return { plugin, packages: () => [...folders].flatMap(describe).sort((a, b) => a.name.localeCompare(b.name, 'en')) };
}

function describe(folder: string): readonly BundledPackage[] {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return [];
  const { name, version, license } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | undefined>;
  return name === undefined || version === undefined ? [] : [{ name, version, licence: license }];
}
