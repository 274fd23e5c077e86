/** Makes `import … from 'electron'` and `require('electron')` mean a module of the stand-in. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const names = new Set(['electron', 'electron/main', 'electron/common', 'electron/utility']);

export function substituteElectron(file: string): void {
  const url = pathToFileURL(file).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier) ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
  });
}
