import type { Reading, SourceLevel } from '../source.ts';
import { parseJson, readTrustedFile, type Trust } from './trusted-file.ts';

/** A policy file of an administrator, as a reading. */
export async function readPolicyFile(file: string, level: SourceLevel, trust: Trust): Promise<Reading> {
  const read = await readTrustedFile(file, trust);
  if (read.kind !== 'read') return { ...read, source: file, level };
  const parsed = parseJson(read.bytes);
  return parsed.kind === 'json' ? asReading(parsed.json, file, level) : { ...parsed, source: file, level };
}

export function asReading(json: unknown, source: string, level: SourceLevel): Reading {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? { kind: 'read', source, level, values: { ...json } }
    : { kind: 'unreadable', source, level, code: 'POLICY_MALFORMED', why: 'it is not an object with keys' };
}
