import type { ReactNode } from 'react';
import type { Incident } from '../../preload/incident.ts';
import { words } from '../i18n/words.ts';
import { PageTitle } from './page.tsx';
import { SupportDetails } from './problem-report.tsx';

interface PartMissingProps {
  readonly fault: Incident;
  /** The way out, where the masthead has none. */
  readonly children?: ReactNode;
}

/** In the place of a part of the window whose script is not there: a window that is empty helps nobody. */
export function PartMissing({ fault, children }: PartMissingProps) {
  return (
    <>
      <PageTitle>{words.partMissing.title}</PageTitle>
      <p>{words.partMissing.whatToDo}</p>
      {children}
      <SupportDetails problem={fault} />
    </>
  );
}
