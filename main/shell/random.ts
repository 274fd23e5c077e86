import { randomBytes, randomUUID } from 'node:crypto';
import type { Random } from '../ports.ts';

export const systemRandom: Random = {
  base64url: (bytes) => randomBytes(bytes).toString('base64url'),
  uuid: () => randomUUID(),
};
