import type { DraftValues } from '../../preload/contract.ts';
import type { State } from './state.ts';

/** The screen under which what is filled in for an action is kept, in main's memory alone (design section 5, "Drafts"). */
export function draftIdOf(actionId: string): string {
  return `action-${actionId}`;
}

/** A form may have been opened and left empty, or emptied again: then nothing is kept, and nothing is said to be. */
export function isEmptyDraft(values: DraftValues): boolean {
  return Object.values(values).every((typed) => typed === '' || typed === false);
}

export function withoutDraft(drafts: State['drafts'], screenId: string): State['drafts'] {
  return Object.fromEntries(Object.entries(drafts).filter(([kept]) => kept !== screenId));
}
