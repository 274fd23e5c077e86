import { actAndStepUpSteps } from './steps/act-and-step-up.ts';
import { lockSteps } from './steps/lock.ts';
import { logInSteps } from './steps/log-in.ts';
import { logOutSteps } from './steps/log-out.ts';
import type { Stage } from './stage.ts';
import type { Step } from './step.ts';

/** The main job, whole, in the order in which a clinician does it. */
export const steps: readonly Step<Stage>[] = [...logInSteps, ...actAndStepUpSteps, ...lockSteps, ...logOutSteps];
