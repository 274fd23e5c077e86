/** `clipboard`: text only, and the app's own: the system's clipboard is not touched. Electron 45 answers with promises. */
let text = '';

export const clipboard = {
  readText: async (): Promise<string> => text,
  writeText: async (written: string): Promise<void> => {
    text = written;
  },
  clear: (): void => {
    text = '';
  },
};
