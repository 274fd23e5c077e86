/** Whether one version (`1.2.3`, whatever follows a hyphen left out) comes before another. */
export function isOlder(version: string, than: string): boolean {
  const [ours, theirs] = [partsOf(version), partsOf(than)];
  for (const [index, part] of theirs.entries()) {
    const mine = ours[index] ?? 0;
    if (mine !== part) return mine < part;
  }
  return false;
}

function partsOf(version: string): readonly number[] {
  return (version.split('-')[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
}
