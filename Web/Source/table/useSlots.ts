import { useRef } from "../preact.ts";

/** How many places for lines there are: enough for the most that were ever mounted at once, so that a place stays one. */
export function useSlots(mounted: number): number {
  const most = useRef(step);
  if (mounted > most.current) most.current = Math.ceil(mounted / step) * step;
  return most.current;
}

const step = 64;
