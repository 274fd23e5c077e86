import type { ReactNode } from 'react';

export function InsetText({ children }: { readonly children: ReactNode }) {
  return <div className="nhsuk-inset-text">{children}</div>;
}
