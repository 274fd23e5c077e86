import { fail, pass, warn, type Check } from './check.ts';
import { codeOf } from './layer.ts';

const leastMegabytes = 100;

/** Whether the app's own folder can be written to, and has room: the journal and the audit record are there. */
export const checkDisk: Check = {
  id: 'disk',
  async run({ computer }) {
    try {
      const megabytes = Math.floor((await computer.tryFolder()) / 1_048_576);
      // The path is not told: it holds the name of the user's account.
      return megabytes < leastMegabytes ? warn('DISK_FULL', { megabytes }, 'you') : pass('DISK_GOOD', { megabytes });
    } catch (error) {
      return fail('DISK_NOT_WRITABLE', { error: codeOf(error) }, 'localIt');
    }
  },
};
