/** Rows [first, last) to mount for a scrolled list: the visible ones and ten on either side. */
export function visibleRange(top: number, height: number, rowHeight: number, count: number): readonly [number, number] {
  const spare = 10;
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return [Math.min(first, Math.max(0, count - 1)), last];
}
