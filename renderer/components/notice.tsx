import type { ReactNode } from 'react';

interface NoticeProps {
  readonly tone: 'information' | 'warning';
  readonly children: ReactNode;
  /** What can be done about it, beside the text where there is room. */
  readonly action?: ReactNode;
}

/** A band between the masthead and the page, over whatever screen is shown. What is spoken of it is in `notices.tsx`. */
export function Notice({ tone, children, action }: NoticeProps) {
  return (
    <div className={`app-notice app-notice--${tone}`}>
      <div className="nhsuk-width-container">
        <div className="app-notice__items">
          <div className="app-notice__text">{children}</div>
          {action}
        </div>
      </div>
    </div>
  );
}
