import { CareIdentityButton } from '../care-identity-button/care-identity-button.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { ProblemReport, SupportDetails } from '../components/problem-report.tsx';
import { useFailureWords } from '../i18n/failure-words.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

export function AttemptFailed({ view: { purpose, problem } }: ViewProps<'attemptFailed'>) {
  const { title } = useFailureWords(problem.code);
  const { goBack } = useGestures();
  return (
    <Split aside={<SupportDetails problem={problem} />}>
      <PageTitle>{title}</PageTitle>
      <ProblemReport problem={problem} />
      <p>
        <strong>{words.attemptFailed.kept[purpose]}</strong>
      </p>
      <ButtonGroup>
        {purpose === 'login' && <CareIdentityButton />}
        <Button variant={purpose === 'login' ? 'secondary' : 'primary'} onClick={goBack}>
          {words.actions.goBack}
        </Button>
      </ButtonGroup>
    </Split>
  );
}
