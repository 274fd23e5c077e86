import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { commitOf } from './build/scripts/commit.ts';
import { licencesPlugin } from './build/scripts/licences-plugin.ts';

const root = path.dirname(fileURLToPath(import.meta.url));
const at = (file: string) => path.join(root, file);

/** What Electron or the package brings along, and what therefore never goes into a bundle. */
const external = ['electron', 'keytar'];

const commit = commitOf(root);

function nodeBundle(name: string, entry: string, file: string, format: 'es' | 'cjs') {
  return {
    consumer: 'server' as const,
    resolve: { noExternal: true as const, external, conditions: ['node', 'import', 'module', 'default'] },
    build: {
      ssr: true,
      outDir: at(`dist/${name}`),
      emptyOutDir: true,
      target: 'node24',
      minify: true,
      rollupOptions: {
        input: at(entry),
        external,
        output: { format, entryFileNames: file, codeSplitting: format === 'es' },
      },
    },
  };
}

/** Four bundles: `vite build --app`. The keychain host is a process of its own, so it is a bundle of its own. */
export default defineConfig({
  root: at('renderer'),
  base: './',
  plugins: [react(), licencesPlugin(root)],
  builder: {
    async buildApp(builder) {
      const { client, main, keychainHost, preload } = builder.environments;
      // The renderer last: it tells the licences of them all.
      for (const environment of [main, keychainHost, preload, client]) {
        if (environment) await builder.build(environment);
      }
    },
  },
  define: {
    __CIS2_COMMIT__: JSON.stringify(commit.id),
    __CIS2_COMMIT_SECONDS__: JSON.stringify(commit.seconds),
  },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome150',
        // From the disk what a script imports is there as fast by itself, and Vite's helper for it is 3 kB.
        // Files of this computer need no head start, and in Vitest's own process the helper for it is not written right.
        modulePreload: false,
        // One sheet for all screens, which is there from the start: no late script has to look after its styles.
        cssCodeSplit: false,
        assetsInlineLimit: 0,
      },
    },
    main: nodeBundle('main', 'main/index.ts', 'index.js', 'es'),
    keychainHost: nodeBundle('keychain-host', 'main/vault/keychain-host.ts', 'index.js', 'es'),
    preload: nodeBundle('preload', 'preload/bridge.ts', 'bridge.cjs', 'cjs'),
  },
  test: {
    root,
    include: ['test/**/*.test.{ts,tsx}'],
    alias: { electron: at('test/unit-support/no-electron.ts') },
    testTimeout: 20_000,
    // Many tests wait for a browser or a service of the system: with one worker on two cores, one core would wait with them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
