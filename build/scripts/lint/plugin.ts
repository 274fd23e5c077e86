import path from 'node:path';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { refusal } from './floors.ts';

/** The project's own oxlint plugin: it turns syntax into edges, `floors.ts` judges them. */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The little of oxlint's syntax tree that is read here; its package exports no types of it. */
interface Name {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
}
interface Specifier {
  readonly type: string;
  readonly imported?: Name;
  readonly local?: Name;
  readonly importKind?: string;
  readonly exportKind?: string;
}
interface ImportNode {
  readonly type: string;
  readonly source: { readonly type: string; readonly value?: unknown } | null;
  readonly specifiers?: readonly Specifier[];
  readonly importKind?: string;
  readonly exportKind?: string;
}
interface Context {
  readonly filename: string;
  report(diagnostic: { readonly node: ImportNode; readonly message: string }): void;
}

const nameOf = (name: Name | undefined) => (typeof name?.value === 'string' ? name.value : name?.name);
const kindOf = (node: ImportNode | Specifier) => node.importKind ?? node.exportKind;

function isTypeOnly(node: ImportNode): boolean {
  if (node.type === 'TSImportType' || kindOf(node) === 'type') return true;
  const specifiers = node.specifiers ?? [];
  return specifiers.length > 0 && specifiers.every((one) => kindOf(one) === 'type');
}

/** `undefined` when the whole module comes along and no single name can be judged. */
function namesOf(node: ImportNode): readonly string[] | undefined {
  if (node.specifiers === undefined) return undefined;
  const names: string[] = [];
  for (const specifier of node.specifiers) {
    if (specifier.type !== 'ImportSpecifier' && specifier.type !== 'ExportSpecifier') return undefined;
    const name = nameOf(specifier.imported ?? specifier.local);
    if (name === undefined || name === 'default') return undefined;
    if (kindOf(specifier) !== 'type') names.push(name);
  }
  return names;
}

function targetOf(from: string, written: string): { readonly file: string } | { readonly module: string } {
  const bare = written.replace(/\?.*$/, '');
  if (bare.startsWith('.') || path.isAbsolute(bare)) {
    const file = path.relative(root, path.resolve(root, path.dirname(from), bare));
    return { file: file.split(path.sep).join('/') };
  }
  return { module: builtinModules.includes(bare) ? `node:${bare}` : bare };
}

function judge(context: Context, node: ImportNode): void {
  if (node.source === null) return;
  const from = path.relative(root, context.filename).split(path.sep).join('/');
  if (typeof node.source.value !== 'string') {
    if (!/^(main|preload|renderer)\//.test(from)) return;
    context.report({ node, message: 'import() needs a literal here, so that the floors can be checked.' });
    return;
  }
  const target = targetOf(from, node.source.value);
  const message = refusal({ from, target, typeOnly: isTypeOnly(node), names: namesOf(node) });
  if (message !== undefined) context.report({ node, message });
}

const floors = {
  create(context: Context) {
    const visit = (node: ImportNode) => {
      judge(context, node);
    };
    return {
      ImportDeclaration: visit,
      ExportNamedDeclaration: visit,
      ExportAllDeclaration: visit,
      ImportExpression: visit,
      TSImportType: visit,
    };
  },
};

export default { meta: { name: 'house' }, rules: { floors } };
