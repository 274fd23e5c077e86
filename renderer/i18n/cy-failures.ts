// Welsh: needs review by a Welsh speaker.
// Drafted by a machine, and not to be used live before that review.
import { cyActionFailures } from './cy-failures-actions.ts';
import { cyCheckFailures } from './cy-failures-checks.ts';
import { cyLoginFailures } from './cy-failures-login.ts';
import { cySetupFailures } from './cy-failures-setup.ts';
import { cyNetworkFailures } from './cy-network.ts';
import { cyPolicyFailures } from './cy-policy.ts';
import type { enFailures } from './en-failures.ts';

export const cyFailures: typeof enFailures = {
  ...cyLoginFailures,
  ...cyCheckFailures,
  ...cyActionFailures,
  ...cySetupFailures,
  ...cyNetworkFailures,
  ...cyPolicyFailures,
};
