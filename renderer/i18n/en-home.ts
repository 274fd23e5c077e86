import type { MemoryOnly } from '../../preload/session-view.ts';
import { levelInSentence, type Level } from './en-levels.ts';

const memoryOnly: Record<MemoryOnly, string> = {
  unavailable: 'The password store of this computer cannot be used.',
  locked: 'The password store of this computer is locked.',
  slow: 'The password store of this computer did not answer in time.',
  tooLarge: 'Your session is too large for the password store of this computer.',
};

export const enHome = {
  home: {
    title: 'Your session',
    summaryTitle: 'Who is logged in',
    name: 'Name',
    userId: 'CIS2 user ID',
    endingIn: (lastFour: string) => `hidden, ending in ${lastFour}`,
    show: 'Show',
    hide: 'Hide',
    ofUserId: 'CIS2 user ID',
    role: 'Role',
    organisation: 'Organisation',
    assurance: 'Assurance',
    method: 'Method',
    confirmed: 'Confirmed at',
    idleLimit: 'Without activity',
    idle: {
      personal: (minutes: string) => `Locked after ${minutes}`,
      shared: (minutes: string) => `Logged out after ${minutes}`,
    },
    ends: 'Ends at',
    actionsTitle: 'What you can do',
    sensitive: 'Needs very high confidence (AAL3)',
    typedWork: (action: string) => `You have typed work waiting: ${action}`,
    continueWith: (action: string) => `Continue with: ${action}`,
    noActions: 'No actions are set up for this computer.',
    smartcard: {
      personal: (keys: string) =>
        `Removing your smartcard does not log you out. When you leave this computer, select “Lock” or press ${keys}.`,
      shared: (keys: string) =>
        `Removing your smartcard does not log you out. When you leave this computer, select “Log out” or press ${keys}.`,
    },
    memoryOnly: (reason: MemoryOnly) =>
      `${memoryOnly[reason]} You can work as usual. Your session ends when you close CIS2 Desktop.`,
    announcement: (level: Level) => `You are logged in with ${levelInSentence[level]}.`,
  },
};
