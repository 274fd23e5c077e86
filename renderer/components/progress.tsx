import type { ReactNode } from 'react';
import { PageTitle } from './page.tsx';

interface ProgressProps {
  readonly title: string;
  /** The title with a part of it marked as another language. */
  readonly heading?: ReactNode;
  readonly text: string;
  /** A way out, where there is one. */
  readonly children?: ReactNode;
}

/** A screen that only says that something is under way. `app.tsx` announces it in a live region. */
export function Progress({ title, heading = title, text, children }: ProgressProps) {
  return (
    <div className="app-progress">
      <div className="app-spinner" aria-hidden="true" />
      <div>
        <PageTitle className="nhsuk-heading-m app-heading-tight" documentTitle={title}>
          {heading}
        </PageTitle>
        <p>{text}</p>
        {children}
      </div>
    </div>
  );
}
