import { useMemo, useRef } from "../preact.ts";
import type { Row } from "./row.ts";
import type { Compare } from "./sorting.ts";

export interface Ordered<R> {
  readonly rows: readonly R[];
  /** How many rows would be elsewhere if the order were not held. */
  readonly moved: number;
}

/**
 * Rows in order. While `held` they keep the place they had, so that nothing moves under the pointer; new ones go last.
 * The last order is where sorting starts: an almost sorted list is sorted in one pass.
 */
export function ordered<R extends Row>(rows: readonly R[], last: readonly string[], compare: Compare<R>, held: boolean): Ordered<R> {
  const left = new Map(rows.map((row) => [row.id, row]));
  const start: R[] = [];
  for (const id of last) {
    const row = left.get(id);
    if (!row) continue;
    start.push(row);
    left.delete(id);
  }
  for (const row of left.values()) start.push(row);
  const sorted = [...start].sort(compare);
  if (!held) return { rows: sorted, moved: 0 };
  let moved = 0;
  for (let index = 0; index < sorted.length; index += 1) if (sorted[index] !== start[index]) moved += 1;
  return { rows: start, moved };
}

interface Last<R> {
  readonly ids: readonly string[];
  readonly name: string;
  readonly of: readonly R[] | null;
  readonly by: Compare<R> | null;
  readonly result: Ordered<R>;
}

/** `name` says what the order is of; when it changes, holding does not keep the old one. */
export function useOrder<R extends Row>(rows: readonly R[], compare: Compare<R>, name: string, held: boolean): Ordered<R> {
  const last = useRef<Last<R>>({ ids: [], name: "", of: null, by: null, result: { rows: [], moved: 0 } });
  return useMemo(() => {
    const known = last.current;
    // Holding an order that is right, or letting it go, changes nothing.
    if (known.of === rows && known.by === compare && known.name === name && known.result.moved === 0) return known.result;
    const result = ordered(rows, known.ids, compare, held && known.name === name);
    last.current = { ids: result.rows.map((row) => row.id), name, of: rows, by: compare, result };
    return result;
  }, [rows, compare, name, held]);
}
