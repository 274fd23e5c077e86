import type { FailureCode } from '../../preload/failures.ts';
import type { FailureWords } from './en-failure-phrases.ts';
import { enActionFailures } from './en-failures-actions.ts';
import { enCheckFailures } from './en-failures-checks.ts';
import { enLoginFailures } from './en-failures-login.ts';
import { enSetupFailures } from './en-failures-setup.ts';
import { enNetworkFailures } from './en-network.ts';
import { enPolicyFailures } from './en-policy.ts';

/** Will not compile while a code has no words. */
export const enFailures: Record<FailureCode, FailureWords> = {
  ...enLoginFailures,
  ...enCheckFailures,
  ...enActionFailures,
  ...enSetupFailures,
  ...enNetworkFailures,
  ...enPolicyFailures,
};
