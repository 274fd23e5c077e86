import type { Established } from '../session/state.ts';

/** Whose reading it was: one person from one log-in. */
type Reader = Pick<Established, 'person' | 'sids'>;

/**
 * Which version of a resource somebody has been shown, by its address: what they change is that version, and no other
 * (RFC 9110 section 13.1.1). In memory only, since the addresses may name a patient.
 */
export interface ETags {
  shown(reader: Reader, url: string, etag: string): void;
  of(reader: Reader, url: string): string | undefined;
  /** After a change: what was shown is history. */
  drop(url: string): void;
  /** At the end of a session. */
  forget(): void;
}

const most = 50;

export function createETags(): ETags {
  let owner = '';
  const byUrl = new Map<string, string>();
  /** What another person has seen says nothing about what this one has (HAZ-01); a new log-in begins anew, too. */
  function belongTo(reader: Reader): void {
    const next = ownerOf(reader);
    if (next !== owner) byUrl.clear();
    owner = next;
  }
  return {
    shown(reader, url, etag) {
      belongTo(reader);
      byUrl.delete(url);
      byUrl.set(url, etag);
      const [oldest] = byUrl.keys();
      if (byUrl.size > most && oldest !== undefined) byUrl.delete(oldest);
    },
    of(reader, url) {
      belongTo(reader);
      return byUrl.get(url);
    },
    drop(url) {
      byUrl.delete(url);
    },
    forget() {
      byUrl.clear();
      owner = '';
    },
  };
}

function ownerOf({ person, sids }: Reader): string {
  return JSON.stringify([person.issuer, person.subject, person.userId, sids[0] ?? null]);
}

/** The version in the headers of an answer, where it is one that may be sent back as it is (RFC 9110 section 8.8.3). */
export function etagIn(headers: Headers): string | undefined {
  const etag = headers.get('etag')?.trim() ?? '';
  return /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(etag) ? etag : undefined;
}
