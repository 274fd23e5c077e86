import type { ReactNode } from 'react';

interface SummaryRowProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
}

interface SummaryListProps {
  readonly children: ReactNode;
  /** `stacked` has each label above its value, for a narrow column. */
  readonly layout?: 'rows' | 'stacked';
}

export function SummaryList({ children, layout = 'rows' }: SummaryListProps) {
  return <dl className={`nhsuk-summary-list app-summary-list app-summary-list--${layout}`}>{children}</dl>;
}

export function SummaryRow({ label, children }: SummaryRowProps) {
  return (
    <div className="nhsuk-summary-list__row">
      <dt className="nhsuk-summary-list__key">{label}</dt>
      <dd className="nhsuk-summary-list__value">{children}</dd>
    </div>
  );
}
