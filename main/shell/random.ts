import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../ports.ts';

export const systemRandom: Random = {
  base64url: (bytes) => randomBytes(bytes).toString('base64url'),
  uuid: () => randomUUID(),
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
};
