import type { KeyboardEvent, ReactNode } from 'react';
import { headingInSight } from '../lost-focus.ts';

interface ModalDialogProps {
  readonly titleId: string;
  readonly textId: string;
  readonly onEscape: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

/**
 * A native modal dialog, open for as long as it is mounted: what is beneath stays as it is and cannot be reached. Its first
 * control has the focus, and the focus goes back to where it was.
 */
export function ModalDialog({ titleId, textId, onEscape, children }: ModalDialogProps) {
  return (
    // Never closed by the browser, whose second Esc in a row would not even ask us first.
    <dialog
      className="app-dialog"
      closedby="none"
      ref={openWhileMounted}
      aria-labelledby={titleId}
      aria-describedby={textId}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onEscape(event);
      }}
    >
      {children}
    </dialog>
  );
}

/** A stable function, so that React calls it when the dialog appears and not on each render. */
function openWhileMounted(dialog: HTMLDialogElement | null) {
  if (!dialog) return undefined;
  dialog.showModal();
  return () => {
    dialog.close();
    // The screen beneath may have changed in the meantime; then a reader goes on from its heading.
    const { activeElement } = document;
    if (activeElement !== document.body && !dialog.contains(activeElement)) return;
    headingInSight()?.focus();
  };
}
