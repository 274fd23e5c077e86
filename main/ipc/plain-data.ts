/** What one message from the page may weigh, about as many characters as its JSON (B26): a draft of 64 kB and its frame. */
export const largestInput = 65 * 1024;
/** The same for what main sends; more than this is a mistake of ours. */
export const largestOutput = 1024 * 1024;
const deepest = 32;

/**
 * Whether `value` is plain data of bounded size: nothing but null, undefined, booleans, numbers, strings, arrays and simple
 * objects, so that it survives a structured clone unchanged (B28) and hides no bulk in a buffer or a map (B26). Looks at no
 * more than `limit` of it, so a hostile message cannot keep us busy; a cycle runs out of depth.
 */
export function isSmallPlainData(value: unknown, limit: number): boolean {
  let left = limit;
  const fits = (part: unknown, depth: number): boolean => {
    left -= typeof part === 'string' ? part.length + 2 : 4;
    if (left < 0 || depth > deepest) return false;
    if (part === null || part === undefined) return true;
    if (typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean') return true;
    if (typeof part !== 'object') return false;
    if (Array.isArray(part)) {
      if (part.length > left) return false; // a sparse array weighs nothing until somebody walks it
      return part.every((item) => fits(item, depth + 1));
    }
    const prototype: unknown = Object.getPrototypeOf(part);
    if (prototype !== Object.prototype && prototype !== null) return false;
    for (const key in part) {
      left -= key.length + 3;
      if (!fits(part[key as keyof typeof part], depth + 1)) return false;
    }
    return true;
  };
  return fits(value, 0);
}
