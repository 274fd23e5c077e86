import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './builder.ts';

/** A step of the release workflow that looks at a thing, in the words that its script says once it has looked. */
export interface Proof {
  /** The step's name. */
  readonly step: string;
  /** In build/packaging; the step calls it, or calls another one there that does. */
  readonly script: string;
  /** Each is handed to the script's `confirm` or `Confirm-That`, which ends the release where it is not so. */
  readonly confirms: readonly [string, ...string[]];
}

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly if?: string;
  readonly 'continue-on-error'?: unknown;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const { load } = createRequire(import.meta.url)('js-yaml') as { readonly load: (text: string) => unknown };

export interface Sources {
  readonly workflow: string;
  /** A script of build/packaging, or `undefined` where there is none of that name. */
  readonly script: (name: string) => string | undefined;
}

export const ownSources: Sources = {
  workflow: readFileSync(path.join(root, '.github', 'workflows', 'release.yml'), 'utf8'),
  script: (name) => {
    try {
      return readFileSync(path.join(root, 'build', 'packaging', name), 'utf8');
    } catch {
      return undefined;
    }
  },
};

/** @returns why this proves nothing, or `undefined` */
export function wrongWithProof({ step, script, confirms }: Proof, sources: Sources): string | undefined {
  const { jobs } = load(sources.workflow) as Workflow;
  const found = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ name }) => name === step));
  const [only] = found;
  if (only === undefined || found.length > 1) return `${found.length} steps are named “${step}”`;
  if (only['continue-on-error'] !== undefined || !/^(?:matrix\.system == '\w+')?$/.test(only.if ?? ''))
    return `“${step}” may be left out or fail`;
  if (!scriptsFrom(only.run ?? '', sources).has(script)) return `“${step}” does not call ${script}`;
  const lines = withoutRemarks(sources.script(script) ?? '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  // The words are an argument of the call and no part of another, longer one.
  const says = (words: string) =>
    lines.some((line) => /^\s*confirm|Confirm-That/.test(line) && line.includes(`'${words}'`));
  const missing = confirms.filter((words) => !says(words));
  return missing.length > 0 ? `${script} does not confirm “${missing.join('”, “')}”` : undefined;
}

/** The scripts that a text calls, and those that these call. */
function scriptsFrom(text: string, sources: Sources, known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const named = [
    ...withoutRemarks(text).matchAll(/(?:build\/packaging|\$here|\$PSScriptRoot)[/\\]([\w-]+\.(?:sh|ps1|ts))/g),
  ];
  return named
    .map(([, name = '']) => name)
    .reduce((all, name) => {
      const inner = sources.script(name);
      return all.has(name) || inner === undefined ? all : scriptsFrom(inner, sources, new Set([...all, name]));
    }, known);
}

const withoutRemarks = (text: string) =>
  text
    .split('\n')
    .filter((line) => !/^\s*(?:#|\/\/|\/?\*)/.test(line))
    .join('\n');
