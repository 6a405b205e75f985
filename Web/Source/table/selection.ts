import { useEffect, useMemo, useState } from "../preact.ts";
import { onKey } from "../shell/keyboard.ts";
import type { Row } from "./row.ts";

/** Rows that are picked, and from which one a range goes on. */
export interface Picked {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | null;
}

export const nothingPicked: Picked = { ids: new Set(), anchor: null };

/** Picks a row or lets it go; with `range` everything between it and the last one. `order` is how the rows are shown. */
export function pick(picked: Picked, id: string, range: boolean, order: readonly string[]): Picked {
  const ids = new Set(picked.ids);
  const from = range && picked.anchor !== null ? order.indexOf(picked.anchor) : -1;
  const to = order.indexOf(id);
  if (from >= 0 && to >= 0) for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(each);
  else if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly pick: (id: string, range: boolean, order: readonly string[]) => void;
  readonly all: (order: readonly string[]) => void;
  readonly clear: () => void;
}

/** The picked rows of a table. Ones that a filter hides are picked no longer: what is done is done to what is seen. Esc lets all go. */
export function useSelection(rows: readonly Row[]): Selection {
  const [picked, setPicked] = useState(nothingPicked);
  const ids = useMemo(() => {
    if (picked.ids.size === 0) return picked.ids;
    const here = new Set(rows.map((row) => row.id));
    const kept = [...picked.ids].filter((id) => here.has(id));
    return kept.length === picked.ids.size ? picked.ids : new Set(kept);
  }, [picked, rows]);
  const some = ids.size > 0;
  const clear = () => setPicked(nothingPicked);
  useEffect(() => some ? onKey("Escape", clear) : undefined, [some]);
  return useMemo(() => ({
    ids,
    pick: (id, range, order) => setPicked((old) => pick({ ids, anchor: old.anchor }, id, range, order)),
    all: (order) => setPicked({ ids: new Set(order), anchor: null }),
    clear,
  }), [ids]);
}
