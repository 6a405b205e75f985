/** Lines [first, last) to mount for a list that begins `top` pixels above the view, or below it when negative: the visible ones and some on either side, in steps of five. */
export function visibleRange(top: number, height: number, lineHeight: number, count: number): readonly [number, number] {
  const first = Math.max(0, Math.floor(top / lineHeight) - spare);
  const last = Math.max(step, Math.ceil((top + height) / lineHeight) + spare);
  const start = Math.min(Math.floor(first / step) * step, Math.max(0, count - 1));
  return [start, Math.min(count, Math.ceil(last / step) * step)];
}

const spare = 6;
/** Mounting in steps: scrolling by a line mostly mounts nothing. */
const step = 5;
