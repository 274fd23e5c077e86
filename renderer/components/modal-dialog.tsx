import { useEffect, type ReactNode } from 'react';

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
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onEscape(event);
    };
    // On the window: after a click beside the dialog, the keys are no longer sent to it.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [onEscape]);

  return (
    // Never closed by the browser: a second Esc in a row would not even ask us first.
    <dialog
      className="app-dialog"
      closedby="none"
      ref={openWhileMounted}
      aria-labelledby={titleId}
      aria-describedby={textId}
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
    if (activeElement === document.body || dialog.contains(activeElement)) document.querySelector('h1')?.focus();
  };
}
