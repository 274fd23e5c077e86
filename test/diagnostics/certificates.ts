import { readFileSync } from 'node:fs';
import { makeAuthority } from '../network/private-authority.ts';

export interface ServerCertificate {
  readonly key: string;
  /** The server's own and, after it, its authority's. */
  readonly chain: string;
  readonly authority: string;
}

interface Wanted {
  readonly authority?: string;
  readonly name?: string;
  /** At least -1: it ended yesterday. */
  readonly days?: number;
}

/** A certificate of a server with the one of its authority, which is gone when it has signed. */
export function makeCertificate(wanted: Wanted = {}): ServerCertificate {
  const { authority = 'Synthetic Inspection CA', name = 'DNS:localhost,IP:127.0.0.1', days = 90 } = wanted;
  const signing = makeAuthority(authority);
  try {
    const { key, cert } = signing.issue(name, days);
    const own = readFileSync(signing.certificateFile, 'utf8');
    return { key, chain: `${cert}${own}`, authority: own };
  } finally {
    signing.remove();
  }
}
