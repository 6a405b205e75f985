import { same } from "../Source/live/mergePatch.ts";

/** Fails with both values when they differ. */
export function equal(actual: unknown, expected: unknown, about = ""): void {
  if (Number.isNaN(actual) && Number.isNaN(expected)) return;
  if (!same(actual, expected)) throw new Error(`${about}\n  is       ${JSON.stringify(actual)}\n  expected ${JSON.stringify(expected)}`);
}

/** A small generator of the same numbers in every run. */
export function randoms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
