import type { FailureCode } from '../../preload/failures.ts';
import type { Cleanup } from '../ports.ts';

/** Who can write there: an administrator of the computer; or somebody for one user of it, who may only make things stricter. */
export type SourceLevel = 'machine' | 'user';

/** What stands at one place: one file, or one key of a registry. */
export type Reading =
  | { readonly kind: 'absent'; readonly source: string; readonly level: SourceLevel }
  | {
      readonly kind: 'unreadable';
      readonly source: string;
      readonly level: SourceLevel;
      readonly code: Extract<FailureCode, 'POLICY_UNREADABLE' | 'POLICY_MALFORMED' | 'POLICY_UNTRUSTED'>;
      /** For an administrator, without any of the content. */
      readonly why: string;
      /** The only key that can stand there; without it, each might. */
      readonly only?: 'actions';
      /** What stood there before still holds: it is told, and blocks nothing. */
      readonly kept?: true;
    }
  | {
      readonly kind: 'read';
      readonly source: string;
      readonly level: SourceLevel;
      /** As it was found: nothing of it has been checked. */
      readonly values: Readonly<Record<string, unknown>>;
      /** What could not even be taken for a value, by key. */
      readonly faults?: readonly { readonly key: string; readonly why: string }[];
    };

/** A place in which an administrator may put policy. */
export interface PolicySource {
  readonly name: string;
  /** As an administrator would look it up: a path, or a key of the registry. */
  readonly location: string;
  /** The strongest first. Never rejects: trouble is a reading, too. */
  read(): Promise<readonly Reading[]>;
  /** Calls `changed` some time after something there may have changed; it may call too often, and may miss a change. */
  watch(changed: () => void): Cleanup;
}
