/**
 * Loaded first (`node --import`) by every script of `package.json`. Plain JavaScript, because an older Node cannot read
 * the TypeScript that follows and would fail with "Unknown file extension" instead of saying what is missing.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const readsTypeScript = major > 22 || (major === 22 && minor >= 18);

if (!readsTypeScript) {
  console.error(
    process.platform === 'linux' && process.arch === 'x64'
      ? `This is Node ${process.versions.node}. Start through npm (npm test, npm start, ...), which finds the project's own Node 24. If you did, that Node is not installed; run: npm ci --include=optional`
      : `This is Node ${process.versions.node}; the project's scripts need 22.18 or later. Install Node 24 and try again.`,
  );
  process.exit(1);
}
