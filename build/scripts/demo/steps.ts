import { actAndStepUpSteps } from './steps/act-and-step-up.ts';
import { beforeLogInSteps } from './steps/before-log-in.ts';
import { leftAloneSteps } from './steps/left-alone.ts';
import { lockSteps } from './steps/lock.ts';
import { logInSteps } from './steps/log-in.ts';
import { logOutSteps } from './steps/log-out.ts';
import { restartSteps } from './steps/restart.ts';
import { wardSteps } from './steps/ward.ts';
import type { Stage } from './stage.ts';
import type { Step } from './step.ts';

/**
 * The main job, whole, in the order in which a clinician does it; then a shared terminal. The restart comes before time is
 * moved: an app that starts has the time of the computer, and would find a session from the future.
 */
export const steps: readonly Step<Stage>[] = [
  ...beforeLogInSteps,
  ...logInSteps,
  ...actAndStepUpSteps,
  ...lockSteps,
  ...restartSteps,
  ...leftAloneSteps,
  ...logOutSteps,
  ...wardSteps,
];
