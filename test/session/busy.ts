/** What this process is in the middle of and will go on with by itself, as far as the app's own work is concerned. */
export interface Busy {
  /** Counts as busy until it is settled. */
  during<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Whatever can go on without any time passing has gone on, or it is so. */
  rest(isSo?: () => boolean): Promise<void>;
  restore(): void;
}

/** Turns of the event loop without work in which nothing new may begin: answers are handed on by more than one. */
const calmTurns = 3;

/** How Node calls what it does with files: `CloseReq` is the end of a handle. */
const diskWork: ReadonlySet<string> = new Set(['FSReqPromise', 'CloseReq']);

/** Signatures are looked at in other threads, of which the event loop shows nothing: so they are counted. */
export function watchBusy(): Busy {
  let running = 0;
  const { subtle } = globalThis.crypto;
  const during = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
  const verify = subtle.verify.bind(subtle);
  const importKey = subtle.importKey.bind(subtle) as (...args: readonly unknown[]) => Promise<CryptoKey>;
  Object.assign(subtle, {
    verify: (...args: Parameters<typeof verify>) => during(() => verify(...args)),
    importKey: (...args: readonly unknown[]) => during(() => importKey(...args)),
  });
  return {
    during,
    async rest(isSo = () => false) {
      for (let calm = 0; calm < calmTurns && !isSo();) {
        await turn();
        const isCalm = running === 0 && !process.getActiveResourcesInfo().some((name) => diskWork.has(name));
        calm = isCalm ? calm + 1 : 0;
      }
    },
    restore() {
      // They stood on the prototype before.
      for (const name of ['verify', 'importKey'] as const) Reflect.deleteProperty(subtle, name);
    },
  };
}

export const turn = () => new Promise((resolve) => setImmediate(resolve));
