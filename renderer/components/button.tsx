import type { MouseEvent, ReactNode } from 'react';

interface ButtonProps {
  readonly children: ReactNode;
  readonly variant?: 'primary' | 'secondary' | 'reverse' | 'login';
  readonly onClick?: (event: MouseEvent) => void;
  readonly type?: 'button' | 'submit';
  readonly describedBy?: string;
  /** Marks the button of one action of the catalogue, so that it can be found by the action's id. */
  readonly action?: string;
}

const variantClass = {
  primary: 'nhsuk-button',
  secondary: 'nhsuk-button nhsuk-button--secondary-solid',
  reverse: 'nhsuk-button nhsuk-button--reverse',
  login: 'nhsuk-button nhsuk-button--login',
} as const;

export function Button({ children, variant = 'primary', onClick, type = 'button', describedBy, action }: ButtonProps) {
  return (
    <button
      className={variantClass[variant]}
      type={type}
      onClick={onClick}
      aria-describedby={describedBy}
      data-action={action}
    >
      {children}
    </button>
  );
}

export function ButtonGroup({ children }: { readonly children: ReactNode }) {
  return <div className="nhsuk-button-group">{children}</div>;
}
