/** The words of the application menu. Those of Electron's roles come from Electron and the system. */
export const menuWords = {
  session: 'Session',
  lock: 'Lock',
  logOut: 'Log out',
  checkAudit: 'Check the audit record',
  view: 'View',
  developer: 'Developer',
  help: 'Help',
  pages: {
    settings: 'Settings…',
    about: 'About CIS2 Desktop',
    policy: 'Managed by your organisation',
    diagnostics: 'Check connection',
    supportBundle: 'Support bundle',
  },
} as const;

/** What is said of the audit record once it has been checked. */
export const auditCheckWords = {
  title: 'Audit record',
  close: 'Close',
  whole: (lines: number) =>
    `The audit record is whole: ${lines === 1 ? '1 line follows' : `${lines} lines follow`} from the first.`,
  healed: (count: number) =>
    `A line was cut off ${count === 1 ? 'once' : `${count} times`}, because the app or the computer stopped. The record says so itself.`,
  limits:
    'Each line proves the one before it. That no line is missing at the end shows only against the log of this computer.',
  broken: (file: string, line: number) =>
    `The audit record has been changed. Line ${line} of ${file} is the first that does not fit.`,
  unreadable: 'The audit record could not be read.',
  tellIt: 'Tell your local IT service desk or the person who looks after audit records. Do not change the files.',
} as const;
