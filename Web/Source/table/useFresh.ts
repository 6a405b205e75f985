import { useRef } from "../preact.ts";
import type { Row } from "./row.ts";

const moment = 1500;

/** Rows that came within the last moment: they fade in. The rows a table starts with do not. */
export function useFresh(rows: readonly Row[]): ReadonlySet<string> {
  const state = useRef<{ rows: readonly Row[]; known: Set<string>; fresh: Map<string, number> } | null>(null);
  const time = performance.now();
  if (state.current === null) {
    state.current = { rows, known: new Set(rows.map((row) => row.id)), fresh: new Map() };
  } else if (state.current.rows !== rows) {
    const { known, fresh } = state.current;
    state.current.rows = rows;
    const added = rows.filter((row) => !known.has(row.id));
    for (const row of added) known.add(row.id);
    // Many at once are a filter taken back, not news.
    if (added.length <= 20) for (const row of added) fresh.set(row.id, time);
  }
  for (const [id, at] of state.current.fresh) if (time - at > moment) state.current.fresh.delete(id);
  return new Set(state.current.fresh.keys());
}
