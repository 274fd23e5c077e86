/** Runs tasks one after the other, in the order in which they were given; each caller gets the result of its own. */
export type Lane = <Result>(task: () => Promise<Result>) => Promise<Result>;

export function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const done = last.then(task);
    // A task that failed must not keep the next one from its turn; its own caller is told.
    last = done.catch(() => undefined);
    return done;
  };
}
