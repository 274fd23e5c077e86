/** `dialog`: nothing is shown; an error is written on stderr, a question is answered by its default. */
import type { MessageBoxOptions, MessageBoxReturnValue, SaveDialogReturnValue } from 'electron';

export const dialog = {
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`dialog: ${title}: ${content}\n`);
  },
  showMessageBox(...args: [MessageBoxOptions] | [unknown, MessageBoxOptions]): Promise<MessageBoxReturnValue> {
    const options = args.length === 1 ? args[0] : args[1];
    process.stderr.write(`dialog: ${options.message}\n`);
    return Promise.resolve({ response: options.defaultId ?? 0, checkboxChecked: false });
  },
  /** Nobody is there to choose a file; a test puts a function of its own in this place. */
  showSaveDialog(..._args: readonly unknown[]): Promise<SaveDialogReturnValue> {
    return Promise.resolve({ canceled: true, filePath: '' });
  },
};
