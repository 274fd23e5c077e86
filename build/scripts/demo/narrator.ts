import type { Report, StepReport } from './report.ts';

/** Says on the terminal how far the demo is: one line a step, and a sign of life in between. */
export interface Narrator {
  /** A step begins: from its second second on, each second is told. */
  begin(title: string): void;
  /** It has ended; `trouble` says why it failed. */
  end(title: string, step: StepReport, trouble: readonly string[]): void;
  /** It was given up: nothing more is said of it. */
  abandon(): void;
}

const progressEveryMs = 1000;

export function createNarrator(print: (line: string) => void): Narrator {
  let progress: NodeJS.Timeout | undefined;
  return {
    begin(title) {
      const started = performance.now();
      progress = setInterval(() => {
        print(`        … ${Math.round((performance.now() - started) / 1000)} s: ${title}`);
      }, progressEveryMs);
    },
    end(title, step, trouble) {
      clearInterval(progress);
      print(stepLine(title, step));
      for (const line of trouble) print(`        ${line}`);
    },
    abandon() {
      clearInterval(progress);
    },
  };
}

/** `  ok    1.2 s  Choose a role. Checked: …` */
export function stepLine(title: string, { ok, ms, checks, notShown }: StepReport): string {
  if (notShown !== undefined) return `  NOT SHOWN      ${title}: ${notShown}.`;
  const made = checks.filter((check) => check.ok !== null);
  const checked = made.length === 0 ? '' : ` Checked: ${made.map(({ name }) => name).join('; ')}.`;
  const unseen = checks.filter((check) => check.ok === null);
  const unchecked = unseen.map(({ name, detail }) => ` NOT CHECKED: ${name}, because ${detail}.`).join('');
  return `  ${ok === true ? 'ok    ' : 'FAILED'} ${seconds(ms).padStart(6)}  ${title}.${checked}${unchecked}`;
}

/** The last lines: what became of it all, and where it can be looked at. */
export function closingLines({ ok, steps }: Report, planned: number, ms: number, folder: string): readonly string[] {
  const checks = steps.flatMap((step) => step.checks);
  const made = checks.filter((check) => check.ok !== null).length;
  const shown = steps.filter((step) => step.ok !== null).length;
  const where = `Pictures and report.json are in ${folder}`;
  if (ok) {
    const missing = `steps: ${steps.length - shown}; checks in other steps: ${checks.length - made}.`;
    const whole = shown === steps.length && made === checks.length;
    const notShown = whole ? [] : [`Not shown on this computer, see above: ${missing}`];
    return [`${shown} steps, ${made} checks, all of them held, in ${seconds(ms)}.`, ...notShown, where];
  }
  return [`Stopped at step ${steps.length} of ${planned}, after ${seconds(ms)}: the reason stands above.`, where];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
