import type { MouseEvent, ReactNode } from 'react';

interface ButtonProps {
  readonly children: ReactNode;
  readonly variant?: 'primary' | 'secondary' | 'reverse' | 'login';
  readonly onClick?: (event: MouseEvent) => void;
  readonly type?: 'button' | 'submit';
  readonly describedBy?: string;
  /** Marks the button of one action of the catalogue, so that it can be found by the action's id. */
  readonly action?: string;
  /** Marks the button that opens a page of the app, by the page's name. */
  readonly opens?: string;
  /** What it began runs still. It stays, with the focus, and does nothing until then. */
  readonly isBusy?: boolean;
}

const variantClass = {
  primary: 'nhsuk-button',
  secondary: 'nhsuk-button nhsuk-button--secondary-solid',
  reverse: 'nhsuk-button nhsuk-button--reverse',
  login: 'nhsuk-button nhsuk-button--login',
} as const;

export function Button({
  children,
  variant = 'primary',
  onClick,
  type = 'button',
  describedBy,
  action,
  opens,
  isBusy = false,
}: ButtonProps) {
  return (
    <button
      className={variantClass[variant]}
      type={type}
      onClick={isBusy ? undefined : onClick}
      aria-disabled={isBusy || undefined}
      aria-describedby={describedBy}
      data-action={action}
      data-opens={opens}
    >
      {children}
    </button>
  );
}

export function ButtonGroup({ children }: { readonly children: ReactNode }) {
  return <div className="nhsuk-button-group">{children}</div>;
}
