/**
 * Who may import whom, as one table. `.oxlintrc.json` runs it through `plugin.ts` as the rule `house/floors`.
 *
 * Oxlint's own `no-restricted-imports` compares the text between the quotes, so it cannot tell `../ports.ts` in a folder
 * from `../ports.ts` in that folder's own sub-folder, and each override has to repeat every ban. Here paths are resolved.
 */

/** One import, export-from or `import()` in a file of the project. */
export interface Edge {
  /** The importing file, from the root of the project, with `/`. */
  readonly from: string;
  /** A file of the project by its path from the root, or a package or Node module by its name as written. */
  readonly target: { readonly file: string } | { readonly module: string };
  readonly typeOnly: boolean;
  /** The imported names; `undefined` when everything is (default, `* as`, `export *`, `import()`). */
  readonly names: readonly string[] | undefined;
}

interface Place {
  /** A file, or a folder with a trailing `/`. The longest place that holds a file is the file's own. */
  readonly at: string;
  /** Places whose values may be imported; a place may always import from itself. */
  readonly values: readonly string[];
  /** Places of which only types may be imported. */
  readonly types: readonly string[];
  /** Packages and Node modules; `electron:types` stands for `import type` alone, `node:` for all of Node's. */
  readonly modules: readonly string[] | 'any';
}

const contract = [
  'preload/contract.ts',
  'preload/diagnostics.ts',
  'preload/failures.ts',
  'preload/incident.ts',
  'preload/pages.ts',
  'preload/plural.ts',
  'preload/policy-view.ts',
  'preload/session-view.ts',
  'preload/settings.ts',
];
const pure = ['main/assurance/', 'main/identity/', 'main/words/'];
const ports = [...pure, 'main/ports.ts'];
const protocol = ['main/oidc/', 'main/vault/', 'main/policy/', 'main/audit/'];
const services = ['main/settings/', 'main/session/', 'main/actions/', 'main/diagnostics/'];
const lower = [...ports, ...protocol, ...services];
const node = ['node:', 'electron:types'];

const places: readonly Place[] = [
  // Floor 1: pure
  { at: 'main/assurance/', values: [], types: contract, modules: [] },
  { at: 'main/identity/', values: [], types: contract, modules: [] },
  { at: 'main/words/', values: ['preload/plural.ts'], types: contract, modules: [] },
  // Floor 2: ports
  { at: 'main/ports.ts', values: pure, types: contract, modules: [] },
  // Floor 3: protocol
  { at: 'main/oidc/', values: ports, types: contract, modules: [...node, 'jose', 'openid-client'] },
  { at: 'main/vault/', values: ports, types: contract, modules: node },
  {
    at: 'main/vault/keychain-host.ts',
    values: [...ports, 'main/vault/'],
    types: contract,
    modules: [...node, 'keytar'],
  },
  { at: 'main/policy/', values: ports, types: contract, modules: [...node, 'valibot'] },
  { at: 'main/audit/', values: ports, types: contract, modules: node },
  // Floor 4: services
  { at: 'main/settings/', values: [...ports, 'main/policy/'], types: contract, modules: [...node, 'valibot'] },
  { at: 'main/session/', values: [...ports, ...protocol], types: contract, modules: [...node, 'valibot'] },
  {
    at: 'main/actions/',
    values: [...ports, ...protocol, 'main/session/'],
    types: contract,
    modules: [...node, 'valibot'],
  },
  { at: 'main/diagnostics/', values: [...ports, ...protocol], types: contract, modules: [...node, 'valibot'] },
  // Floor 5: shell
  { at: 'main/shell/', values: [...lower, 'main/ipc/', 'package.json'], types: contract, modules: 'any' },
  { at: 'main/ipc/', values: [...lower, 'main/shell/', 'package.json', ...contract], types: [], modules: 'any' },
  // Floor 6
  {
    at: 'main/index.ts',
    values: [...lower, 'main/shell/', 'main/ipc/', 'package.json'],
    types: contract,
    modules: 'any',
  },
  // The contract between the processes, and the one bridge
  { at: 'preload/', values: contract, types: [], modules: [] },
  ...contract.map((at) => ({ at, values: contract, types: [], modules: ['valibot'] })),
  { at: 'preload/bridge.ts', values: contract, types: [], modules: ['electron', 'valibot'] },
  { at: 'renderer/', values: contract, types: [], modules: 'any' },
];

/** Folders of `main/` that are on no floor yet get a refusal that says so, rather than a free pass. */
const governed = ['main/', 'preload/', 'renderer/'];

const holds = (place: string, file: string) => (place.endsWith('/') ? file.startsWith(place) : file === place);

function placeOf(file: string): Place | undefined {
  return places.filter(({ at }) => holds(at, file)).sort((a, b) => b.at.length - a.at.length)[0];
}

/** `electron/main` and `electron/renderer` are doors to the same module. */
function packageOf(module: string): string {
  if (module.startsWith('node:')) return module;
  const parts = module.split('/');
  return parts.slice(0, module.startsWith('@') ? 2 : 1).join('/');
}

/** Why this import may not stand, in words that say where it belongs; `undefined` when it may. */
export function refusal(edge: Edge): string | undefined {
  return 'file' in edge.target ? refusedFile(edge, edge.target.file) : refusedModule(edge, edge.target.module);
}

function refusedFile({ from, typeOnly }: Edge, file: string): string | undefined {
  const place = placeOf(from);
  if (place === undefined) return homeless(from);
  if (holds(place.at, file) || place.values.some((at) => holds(at, file))) return undefined;
  if (place.types.some((at) => holds(at, file))) {
    return typeOnly ? undefined : `${place.at} may take only types from ${file}: write "import type".`;
  }
  return `${place.at} may not import ${file}: it stands on a higher floor, or on another side of the bridge (see build/scripts/lint/floors.ts).`;
}

function refusedModule(edge: Edge, module: string): string | undefined {
  const name = packageOf(module);
  return refusedByFloor(edge, name) ?? refusedByName(edge, name);
}

function refusedByFloor({ from, typeOnly }: Edge, name: string): string | undefined {
  const place = placeOf(from);
  if (place === undefined) return homeless(from);
  if (place.at === 'renderer/') {
    return name === 'electron' || name.startsWith('node:')
      ? `renderer/ has no Electron and no Node: ask the main process over the bridge instead of importing ${name}.`
      : undefined;
  }
  if (place.modules === 'any' || place.modules.includes(name)) return undefined;
  if (name.startsWith('node:') && place.modules.includes('node:')) return undefined;
  if (name === 'electron' && typeOnly && place.modules.includes('electron:types')) return undefined;
  return `${place.at} may not import ${name}. ${
    name === 'electron'
      ? 'Values of Electron belong into main/shell, main/ipc and main/index.ts; below them use a port.'
      : 'What each floor may use stands in build/scripts/lint/floors.ts.'
  }`;
}

const electronNameHomes: Readonly<Record<string, string>> = {
  ipcMain: 'main/ipc/',
  ipcRenderer: 'preload/bridge.ts',
  contextBridge: 'preload/bridge.ts',
};

function refusedByName({ from, typeOnly, names }: Edge, name: string): string | undefined {
  if (typeOnly) return undefined;
  if (name === 'electron') {
    // An app of its own, with which the stand-in is tested.
    if (holds('test/electron-stand-in/sample-app/', from)) return undefined;
    if (!governed.some((at) => holds(at, from))) {
      return `Outside the app, take only types from electron: importing the package itself may start a download.`;
    }
    if (names === undefined) return 'Import from electron by name, so that each use can be judged.';
    const lost = names.find((one) => !holds(electronNameHomes[one] ?? '', from) && one in electronNameHomes);
    if (lost !== undefined) return `${lost} belongs into ${electronNameHomes[lost]} alone: go through its wrapper.`;
  }
  if (name === 'node:child_process' && holds('main/', from) && (names?.includes('fork') ?? true)) {
    return 'A child of the main process that runs our code is a utilityProcess: fork() is switched off in the package. Import other functions by name.';
  }
  if (name === 'node:module' && governed.some((at) => holds(at, from)) && (names?.includes('createRequire') ?? true)) {
    return 'createRequire() would go round the floors: import instead.';
  }
  return undefined;
}

function homeless(from: string): string | undefined {
  if (!governed.some((at) => holds(at, from))) return undefined;
  return `${from} is on no floor: move it into a folder that build/scripts/lint/floors.ts knows, or give it a line there.`;
}
