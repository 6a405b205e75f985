/** Names in natural order: `node2` before `node10`; equal names by id. */
export function byName(left: { readonly name: string; readonly id: string }, right: { readonly name: string; readonly id: string }): number {
  return compareTexts(left.name, right.name) || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}

export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  const a = naturalKey(left), b = naturalKey(right);
  return a < b ? -1 : a > b ? 1 : 0;
}

const keys = new Map<string, string>();
const mostKeys = 30_000;

/**
 * A text whose plain order is the natural order of names: digits padded, case and accents folded.
 * Comparing such keys is a hundred times faster than a collator, and thousands of rows are sorted on every update.
 */
function naturalKey(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (keys.size >= mostKeys) keys.clear();
  const folded = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const key = folded.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(16, "0"));
  keys.set(name, key);
  return key;
}
