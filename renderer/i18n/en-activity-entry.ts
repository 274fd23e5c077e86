/** What the home screen says of "My activity". */
export const enActivity = {
  activity: {
    open: 'My activity',
    title: 'My activity',
    back: 'Back to your session',
    reading: 'Reading your activity…',
    unavailable: 'This page could not be opened. Close the app and start it again.',
  },
};
