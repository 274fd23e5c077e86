/** The screen under which what is filled in for an action is kept, in main's memory alone (design section 5, "Drafts"). */
export function draftIdOf(actionId: string): string {
  return `action-${actionId}`;
}
