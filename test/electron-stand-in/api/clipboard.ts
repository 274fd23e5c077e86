/** `clipboard`: text only, and the app's own: the system's clipboard is not touched. */
let text = '';

export const clipboard = {
  readText: (): string => text,
  writeText: (written: string): void => {
    text = written;
  },
  clear: (): void => {
    text = '';
  },
};
