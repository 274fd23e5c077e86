import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = path.dirname(fileURLToPath(import.meta.url));
const at = (file: string) => path.join(root, file);

/** What Electron or the package brings along, and what therefore never goes into a bundle. */
const external = ['electron', 'keytar'];

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
  plugins: [react()],
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment);
      }
    },
  },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome150',
        // Files of this computer need no head start, and in Vitest's own process the helper for it is not written right.
        modulePreload: false,
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
  },
});
