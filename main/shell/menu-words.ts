/** The words of the application menu. Those of Electron's roles come from Electron and the system. */
export const menuWords = {
  session: 'Session',
  lock: 'Lock',
  logOut: 'Log out',
  view: 'View',
  developer: 'Developer',
} as const;
