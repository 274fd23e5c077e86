import type { ReactNode } from 'react';
import { words } from '../i18n/words.ts';

/** A stable function, so that React calls it when the heading appears and not on each render. */
function focusWhenMounted(heading: HTMLHeadingElement | null) {
  heading?.focus();
}

type PageTitleProps = {
  readonly className?: string;
} & (
  | { readonly children: string; readonly documentTitle?: undefined }
  /** Where the window's title must say more than the heading, or a part of the heading is in another language. */
  | { readonly children: ReactNode; readonly documentTitle: string }
);

/**
 * The h1 of a screen. It takes the focus when the screen appears, so that a screen reader begins here, and it names the
 * window. Never put a person's or patient's name in it: titles are seen in the task bar.
 */
export function PageTitle(props: PageTitleProps) {
  const { children, className = 'nhsuk-heading-l' } = props;
  return (
    <>
      <title>{words.title(props.documentTitle === undefined ? props.children : props.documentTitle)}</title>
      <h1 className={className} tabIndex={-1} ref={focusWhenMounted}>
        {children}
      </h1>
    </>
  );
}

/** A column in which lines stay short enough to read. */
export function Column({ children }: { readonly children: ReactNode }) {
  return <div className="app-column">{children}</div>;
}

interface SplitProps {
  readonly children: ReactNode;
  /** Beside the column where there is room, below it where there is not: help and details, never the next step. */
  readonly aside: ReactNode;
}

export function Split({ children, aside }: SplitProps) {
  return (
    <div className="app-split">
      <div>{children}</div>
      <div className="app-card">{aside}</div>
    </div>
  );
}
