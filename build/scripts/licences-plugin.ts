import path from 'node:path';
import type { Plugin } from 'vite';
import { licencesOf, packageFolderOf, stylePackages, unbundled } from './licences.ts';

const virtualId = 'virtual:licences';
const placeholder = '__CIS2_LICENCES__';

/**
 * The licences of all that is shipped, as the module `virtual:licences` of the renderer: only the About page asks for it, so it
 * is a script of its own. Each bundle notes what went into it; the renderer must be the last one, since it tells all of them.
 * Where it is built by itself, as some tests do, it tells its own. A licence that is missing or not on the list fails the build.
 */
export function licencesPlugin(root: string): Plugin {
  const folders = new Set(unbundled.map((name) => path.join(root, 'node_modules', name)));
  return {
    name: 'cis2-licences',
    // One for all four bundles, or none would know of the others.
    sharedDuringBuild: true,
    resolveId: (id) => (id === virtualId ? `\0${virtualId}` : undefined),
    load: (id) =>
      id === `\0${virtualId}` ? `export const licences = JSON.parse(${JSON.stringify(placeholder)});` : undefined,
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const id of chunks.flatMap(({ moduleIds }) => moduleIds)) {
        const found = id.endsWith('.scss') ? stylePackages(path.dirname(id), root) : [packageFolderOf(id, root)];
        for (const folder of found) if (folder !== undefined) folders.add(folder);
      }
      if (this.environment.name !== 'client') return;
      const json = JSON.stringify(licencesOf(folders, root));
      for (const chunk of chunks) {
        chunk.code = chunk.code.replace(new RegExp(`(["'\`])${placeholder}\\1`), () => JSON.stringify(json));
      }
    },
  };
}
