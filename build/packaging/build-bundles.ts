import path from 'node:path';
import { createBuilder } from 'vite';
import { watchBundles, type BundledPackage } from './bundled-packages.ts';

/** Builds the four bundles of a source tree, as `vite build --app` does, and tells which packages went into them. */
export async function buildBundles(tree: string): Promise<readonly BundledPackage[]> {
  const { plugin, packages } = watchBundles();
  // The build of the page is for production whoever asks for it; a test runner says otherwise.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    const configFile = path.join(tree, 'vite.config.ts');
    const builder = await createBuilder({ configFile, plugins: [plugin], logLevel: 'error' }, null);
    await builder.buildApp();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  return packages();
}
