import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBuilder, type Plugin } from 'vite';

export interface BuiltRenderer {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

export interface BuildOptions {
  /** With the language of `pseudo.ts` where Welsh is else. */
  readonly pseudo?: boolean;
}

/** Builds the renderer as it ships, from the project's own `vite.config.ts`, but into a temporary folder. */
export async function buildRenderer({ pseudo = false }: BuildOptions = {}): Promise<BuiltRenderer> {
  // Vitest sets it to "test", and Vite would then bundle React's development build.
  process.env['NODE_ENV'] = 'production';
  const folder = await mkdtemp(path.join(tmpdir(), 'cis2-renderer-'));
  const builder = await createBuilder({
    configFile: path.join(import.meta.dirname, '../../../vite.config.ts'),
    logLevel: 'error',
    ...(pseudo && { plugins: [pseudoInPlaceOfWelsh] }),
    environments: { client: { build: { outDir: folder } } },
  });
  const client = builder.environments['client'];
  if (!client) throw new Error('vite.config.ts has no client environment');
  await builder.build(client);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

const pseudoInPlaceOfWelsh: Plugin = {
  name: 'pseudo-in-place-of-welsh',
  enforce: 'pre',
  resolveId: (id) =>
    /\/cy(?:-settings|-diagnostics)?\.ts$/.test(id) ? path.join(import.meta.dirname, 'pseudo.ts') : null,
};
