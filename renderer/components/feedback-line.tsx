import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';
import type { Feedback } from '../session-store.ts';
import { SupportDetails } from './problem-report.tsx';

/** Says what the last click led to. The region is always there, as screen readers only notice changes inside one. */
export function FeedbackLine() {
  const { feedback } = useSession();
  return (
    <div role="status" className="app-feedback">
      {feedback && <Refusals feedback={feedback} className={seen} />}
      {feedback && feedback.kind !== 'refused' && (
        <p className={feedback.kind === 'stayedLoggedIn' ? unseen : seen}>{feedbackText(feedback.kind)}</p>
      )}
    </div>
  );
}

const seen = 'nhsuk-width-container app-feedback__text';
/** That the time-out dialog closes shows enough: only who cannot see that is told. */
const unseen = 'nhsuk-u-visually-hidden';

export function feedbackText(kind: Exclude<Feedback['kind'], 'refused'>): string {
  return kind === 'cancelled' ? words.screens.cancelled : words.feedback[kind];
}

/** Keyed, so that the line whose details are copied stays as it is, with the focus on its button. */
export function Refusals({ feedback, className }: { readonly feedback: Feedback; readonly className?: string }) {
  return [feedback.after, feedback.kind === 'refused' && feedback].map(
    (refusal) =>
      refusal && (
        <p key={`${refusal.code} ${refusal.correlationId}`} className={className}>
          {words.feedback.refused(refusal.code)} <SupportDetails problem={refusal} isSmall />
        </p>
      ),
  );
}
