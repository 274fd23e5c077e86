import { PageTitle, Split } from '../components/page.tsx';
import { ProblemReport, SupportDetails } from '../components/problem-report.tsx';
import { useFailureWords } from '../i18n/failure-words.ts';
import { words } from '../i18n/words.ts';
import type { ViewProps } from './view-props.ts';

export function SetupProblem({ view: { problem } }: ViewProps<'setupProblem'>) {
  const { title } = useFailureWords(problem.code);
  return (
    <Split aside={<SupportDetails problem={problem} />}>
      <PageTitle>{title}</PageTitle>
      <p className="nhsuk-lede-text">{words.setupProblem.lead}</p>
      <ProblemReport problem={problem} />
    </Split>
  );
}
