/** What `electron` means in a utility process: the app's children use nothing of it. */
import { absent } from './loud.ts';

export const net: object = absent('net in a utility process');
export const systemPreferences: object = absent('systemPreferences in a utility process');
