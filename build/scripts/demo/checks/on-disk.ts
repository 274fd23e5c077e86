import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { same } from '../finding.ts';
import { apiCalls, secrets } from '../observed.ts';
import type { Stage } from '../stage.ts';
import type { Check } from '../step.ts';

/** Looks at what the app has written: its audit log, and whatever else is in its folder. */

type DiskCheck = Check<Stage>;

interface AuditLine {
  readonly event: string;
  readonly outcome: string;
  readonly correlationId: string;
  readonly at: string;
}

/** “About to” was on disk before the request went out, and the outcome came after it. */
export function auditedAround(api: Parameters<typeof apiCalls>[1], actionId: string): DiskCheck {
  return {
    name: 'the audit log has “about to” before the outcome',
    look({ userData, simulator }) {
      const call = apiCalls(simulator, api).at(-1);
      const lines = auditLines(userData).filter(({ correlationId }) => correlationId === call?.headers['x-request-id']);
      const told = lines.map(({ event, outcome }) => `${event} ${outcome}`).join(', then ');
      if (told !== 'action.intended intended, then action.finished ok') {
        return { ok: false, detail: `for ${actionId} it has: ${told === '' ? 'nothing' : told}` };
      }
      const [intendedMs = Infinity, finishedMs = -Infinity] = lines.map(({ at }) => Date.parse(at));
      const ok = call !== undefined && intendedMs <= call.at && call.at <= finishedMs;
      return { ok, detail: ok ? 'and the request between the two' : 'but the request was not between the two' };
    },
  };
}

/** A service that wants a better log-in has done nothing, and the record says just that. */
export function challengeIsAudited(api: Parameters<typeof apiCalls>[1]): DiskCheck {
  return {
    name: 'the audit log says that the service asked for more',
    look({ userData, simulator }) {
      const call = apiCalls(simulator, api).at(-1);
      const lines = auditLines(userData).filter(({ correlationId }) => correlationId === call?.headers['x-request-id']);
      return same(
        lines.map(({ event, outcome }) => `${event} ${outcome}`).join(', then '),
        'action.intended intended, then action.finished challenged',
      );
    },
  };
}

export const auditHasNoSecret: DiskCheck = {
  name: 'no token in the audit log',
  look(stage) {
    const text = readFileSync(auditFile(stage.userData), 'utf8');
    return same(secretsIn(text, knownSecrets(stage)), 0);
  },
};

/** Everything that the app has kept, and everything that it has said on its terminal. */
export const nothingSecretIsKept: DiskCheck = {
  name: 'no token, code or verifier in any file or log of the app',
  look(stage) {
    const { userData, app } = stage;
    const known = knownSecrets(stage);
    const files = filesIn(userData);
    const bad = files.filter((file) => secretsIn(readFileSync(file, 'latin1'), known) > 0);
    const said = secretsIn(app.stderr(), known);
    const ok = bad.length === 0 && said === 0;
    const where = [...bad.map((file) => path.relative(userData, file)), ...(said > 0 ? ['the terminal'] : [])];
    return { ok, detail: ok ? `${files.length} files looked at` : `found in ${where.join(', ')}` };
  },
};

/** Invariant 7: on a shared terminal nobody reads in a file who was there before. */
export function noFileNames(whom: string, ...texts: readonly string[]): DiskCheck {
  return {
    name: `no file of the app names ${whom}`,
    look({ userData }) {
      const files = filesIn(userData);
      const bad = files.filter((file) => {
        const bytes = readFileSync(file);
        // The audit record says in which organisation somebody acted, by its ODS code, and is shown to nobody else (invariant 7).
        const looked = file === auditFile(userData) ? texts.filter((text) => !isOdsCode(text)) : texts;
        // Chromium keeps some of its texts as UTF-16.
        return looked.some((text) => bytes.includes(text) || bytes.includes(text, 0, 'utf16le'));
      });
      const ok = bad.length === 0;
      const where = bad.map((file) => path.relative(userData, file)).join(', ');
      return { ok, detail: ok ? `${files.length} files looked at` : `named in ${where}` };
    },
  };
}

const knownSecrets = ({ simulator, accessTokens, refreshTokens }: Stage): ReadonlySet<string> =>
  new Set([...secrets(simulator), ...accessTokens, ...refreshTokens]);

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** What was seen in the run, and anything else that has the look of a signed token. */
function secretsIn(text: string, known: ReadonlySet<string>): number {
  const signed = text.match(/eyJ[\w-]{10,}\.[\w-]{10,}/g) ?? [];
  return signed.length + [...known].filter((secret) => text.includes(secret)).length;
}

const isOdsCode = (text: string) => /^[A-Z0-9]{3,10}$/.test(text);

const auditFile = (userData: string) => path.join(userData, 'audit', 'audit.jsonl');

function auditLines(userData: string): readonly AuditLine[] {
  return readFileSync(auditFile(userData), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditLine);
}
