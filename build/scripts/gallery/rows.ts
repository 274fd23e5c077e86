/** The table of screens, row by row (issue 6): what the gallery has to show, and where it has no picture, why. */

export interface Row {
  readonly number: number;
  readonly title: string;
  /** Said of a row that has no picture at all. */
  readonly noPicture?: string;
  /** Said beside the pictures: what they are not. */
  readonly note?: string;
}

export const rows: readonly Row[] = [
  { number: 1, title: 'First run: welcome' },
  { number: 2, title: 'Logged out' },
  { number: 3, title: 'Opening the browser' },
  { number: 4, title: 'Waiting for the browser' },
  {
    number: 5,
    title: 'The page in the browser',
    note: 'Served as the app serves it, with its own headers. It follows the browser, so of the text sizes it knows only the browser’s own.',
  },
  { number: 6, title: 'Log-in cancelled, refused or out of time' },
  { number: 7, title: 'CIS2 could not be reached' },
  { number: 8, title: 'Choose a role' },
  { number: 9, title: 'No role that can be used' },
  { number: 10, title: 'Home: your session' },
  { number: 11, title: 'A sensitive action is stopped until you prove who you are' },
  { number: 12, title: 'Proving who you are, confirming, and the outcome' },
  { number: 13, title: 'Proving who you are has failed, or was not enough' },
  { number: 14, title: 'Another person came back from the browser' },
  { number: 15, title: 'Time-out warning' },
  { number: 16, title: 'Locked' },
  { number: 17, title: 'Shared computer: in use by' },
  { number: 18, title: 'Switch to another person' },
  { number: 19, title: 'The session has ended, and why' },
  {
    number: 20,
    title: 'Used at another place',
    note: 'Only after the fact, where the gateway reports it. There is no question before a log-in, since neither CIS2 nor a gateway tells a desktop client of another session, or where it is.',
  },
  { number: 21, title: 'National services cannot be reached' },
  {
    number: 22,
    title: 'Tray and menu bar',
    note: 'The system draws it. These are its shapes, enlarged, in both inks, with the text of each and the words of its menu.',
  },
  { number: 23, title: 'Notifications', note: 'The system draws them. These are their words, whole.' },
  { number: 24, title: 'Check connection' },
  { number: 25, title: 'Support bundle' },
  { number: 26, title: 'Settings, and what the organisation manages' },
  { number: 27, title: 'My activity' },
  { number: 28, title: 'About' },
  {
    number: 29,
    title: 'The simulator’s own pages: log-in, what an action opened, and what was asked of its services',
    note: 'Pages of the simulator in the browser, always marked as synthetic. They are no part of the app, and have one look and one language.',
  },
  {
    number: 30,
    title: 'Update ready',
    noPicture:
      'Not applicable: the app does not update itself. Updates come by the organisation’s management tools (docs/security.md).',
  },
];
