import type { FailureCode } from '../../preload/failures.ts';
import type { AttemptPurpose } from '../../preload/session-view.ts';
import { CareIdentityButton } from '../care-identity-button/care-identity-button.tsx';
import { Button, ButtonGroup } from '../components/button.tsx';
import { CannotLogIn } from '../components/cannot-log-in.tsx';
import { Continuity } from '../components/continuity.tsx';
import { KeptWork } from '../components/kept-work.tsx';
import { PageTitle, Split } from '../components/page.tsx';
import { ProblemReport, SupportDetails } from '../components/problem-report.tsx';
import { useFailureWords } from '../i18n/failure-words.ts';
import { words } from '../i18n/words.ts';
import { useGestures } from '../session-context.ts';
import type { ViewProps } from './view-props.ts';

/** The provider was not reached, or had nothing to say: nobody can log in, and patients still come (R18, HAZ-03). */
const outages: ReadonlySet<FailureCode> = new Set([
  'PROVIDER_UNREACHABLE',
  'PROVIDER_OFFLINE',
  'PROVIDER_NAME_UNKNOWN',
  'PROVIDER_PROXY_FAILED',
  'PROVIDER_PROXY_LOGIN',
  'PROVIDER_CERTIFICATE',
  'PROVIDER_CERTIFICATE_DATE',
  'PROVIDER_TLS',
  'PROVIDER_TIMED_OUT',
  'PROVIDER_FAILED',
]);
/** The log-in service asked its person for something and did not get it: another way may do (R16, R17). */
const refusals: ReadonlySet<FailureCode> = new Set([
  'ATTEMPT_TIMED_OUT',
  'AUTHORIZATION_DENIED',
  'AUTHORIZATION_UNMET_LEVEL',
]);

/** Screens 6, 7 and 13: why the journey came to nothing, what stays as it was, and one way to try again (R22). */
export function AttemptFailed({ view: { purpose, problem } }: ViewProps<'attemptFailed'>) {
  const { title } = useFailureWords(problem.code);
  const { goBack } = useGestures();
  return (
    <Split aside={<Help view={{ problem }} />}>
      <PageTitle>{title}</PageTitle>
      <ProblemReport problem={problem} />
      <p>
        <strong>
          {words.attemptFailed.kept[purpose]} <KeptWork />
        </strong>
      </p>
      {outages.has(problem.code) && <Continuity />}
      <ButtonGroup>
        <TryAgain purpose={purpose} />
        <Button variant="secondary" onClick={goBack}>
          {words.actions.goBack}
        </Button>
      </ButtonGroup>
    </Split>
  );
}

function Help({ view: { problem } }: { readonly view: Pick<ViewProps<'attemptFailed'>['view'], 'problem'> }) {
  return (
    <>
      <SupportDetails problem={problem} />
      {refusals.has(problem.code) && <CannotLogIn />}
    </>
  );
}

function TryAgain({ purpose }: { readonly purpose: AttemptPurpose }) {
  const { unlock, stepUp, changeRole, renewLogin } = useGestures();
  const again = {
    unlock,
    stepUp: () => stepUp({ again: false }),
    changeRole,
    renew: renewLogin,
  } as const;
  if (purpose === 'login') return <CareIdentityButton />;
  return <Button onClick={again[purpose]}>{words.actions.tryAgainInBrowser}</Button>;
}
