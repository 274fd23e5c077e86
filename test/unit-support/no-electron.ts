/**
 * Unit tests import `electron` as this: importing the real package without its executable would try a download.
 * What a test needs of Electron it hands in as a literal; a value used by accident is `undefined` and fails the test.
 */
export default {};
