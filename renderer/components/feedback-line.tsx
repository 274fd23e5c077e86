import { words } from '../i18n/words.ts';
import { useSession } from '../session-context.ts';
import type { Feedback } from '../session-store.ts';

/** Says what the last click led to. The region is always there, as screen readers only notice changes inside one. */
export function FeedbackLine() {
  const { feedback } = useSession();
  return (
    <div role="status" className="app-feedback">
      {feedback && (
        <p className={isSeen(feedback) ? 'nhsuk-width-container app-feedback__text' : 'nhsuk-u-visually-hidden'}>
          {feedbackText(feedback)}
        </p>
      )}
    </div>
  );
}

/** That the time-out dialog closes shows enough: only who cannot see that is told. */
function isSeen({ kind }: Feedback): boolean {
  return kind !== 'stayedLoggedIn';
}

export function feedbackText(feedback: Feedback): string {
  if (feedback.kind === 'cancelled') return words.screens.cancelled;
  if (feedback.kind !== 'refused') return words.feedback[feedback.kind];
  const refused = words.feedback.refused(feedback.code);
  return feedback.correlationId ? `${refused} ${words.feedback.correlationId(feedback.correlationId)}` : refused;
}
