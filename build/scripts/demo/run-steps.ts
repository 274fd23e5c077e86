import { plainWords } from './plain-words.ts';
import type { Narrator } from './narrator.ts';
import type { CheckReport, StepReport } from './report.ts';
import { pictureName, type Check, type Side, type Step } from './step.ts';

/** Takes the pictures. It resolves with whether there was anything to take a picture of, and does not throw. */
export type Camera = (side: Side, file: string) => Promise<boolean>;

export interface Crew<Stage> {
  readonly stage: Stage;
  readonly camera: Camera;
  readonly narrator: Narrator;
  /** What both browsers show, in a line or two; told when a step fails. Does not throw. */
  readonly describe: () => Promise<readonly string[]>;
  /** Aborted when the person at the terminal wants no more of it. */
  readonly signal: AbortSignal;
}

/** The picture of the other browser, taken beside the step's own when a step fails. */
export const failurePictures = { app: '99-failed-app.png', browser: '99-failed-browser.png' } as const satisfies Record<
  Side,
  string
>;

/** How long (ms) the act of a step, and each of its checks, may take at most. */
const limitMs = 60_000;

/**
 * Runs the steps in order and stops after the first that fails, or in the one in which it is aborted: that one is not in
 * the report. Never rejects: whatever happens is in the report.
 */
export async function runSteps<Stage>(
  steps: readonly Step<Stage>[],
  crew: Crew<Stage>,
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  for (const [index, step] of steps.entries()) {
    const report = await runStep(step, pictureName(index, step), crew);
    if (report === undefined) break;
    reports.push(report);
    if (report.ok === false) break;
  }
  return reports;
}

async function runStep<Stage>(
  step: Step<Stage>,
  picture: string,
  { stage, camera, narrator, describe, signal }: Crew<Stage>,
): Promise<StepReport | undefined> {
  const notShown = step.cannotBeShown?.(stage);
  if (notShown !== undefined) {
    const report = { name: step.name, ok: null, ms: 0, screenshot: null, checks: [], notShown };
    narrator.end(step.title, report, []);
    return report;
  }

  const started = performance.now();
  narrator.begin(step.title);
  const thrown = await troubleOf(() => step.act(stage));
  const checks: CheckReport[] = [];
  if (thrown === undefined) for (const check of step.checks) checks.push(await carryOut(check, stage));
  const ms = Math.round(performance.now() - started);
  if (signal.aborted) {
    narrator.abandon();
    return undefined;
  }

  const failed = checks.filter(({ ok }) => ok === false);
  const ok = thrown === undefined && failed.length === 0;
  const taken = await camera(step.shows, picture);
  const trouble = ok
    ? []
    : [
        ...(thrown === undefined ? [] : [thrown]),
        ...failed.map(({ name, detail }) => `${name}: ${detail}`),
        ...(await describe()),
      ];
  if (!ok) {
    const other = step.shows === 'app' ? 'browser' : 'app';
    await camera(other, failurePictures[other]);
  }

  // A step that did not get through carries its reason as a check, so that the report alone says why.
  const all = thrown === undefined ? checks : [{ name: 'the step was done', ok: false, detail: thrown }];
  const report = { name: step.name, ok, ms, screenshot: taken ? picture : null, checks: all };
  narrator.end(step.title, report, trouble);
  return report;
}

async function carryOut<Stage>({ name, look }: Check<Stage>, stage: Stage): Promise<CheckReport> {
  try {
    const { ok, detail } = await limited(async () => look(stage));
    return { name, ok, detail };
  } catch (error) {
    return { name, ok: false, detail: plainWords(error) };
  }
}

/** Most waits have a shorter limit of their own; this one is for an app that does not answer at all any more. */
async function limited<Value>(work: () => Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`There was no end to it in ${limitMs / 1000} s.`));
    }, limitMs);
  });
  try {
    return await Promise.race([work(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

async function troubleOf(act: () => Promise<void>): Promise<string | undefined> {
  try {
    await limited(act);
    return undefined;
  } catch (error) {
    return plainWords(error);
  }
}
