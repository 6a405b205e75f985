import type { AlertLevel } from "../estate/alerts.ts";
import { useMemo } from "../preact.ts";
import { matches, type Searchable } from "./match.ts";
import { parseQuery } from "./query.ts";

/** The rows a search finds, with the hint for one that could not be read. */
export function useSearch<R extends { readonly id: string }>(
  rows: readonly R[],
  text: string,
  searchable: (row: R) => Searchable,
  levels: ReadonlyMap<string, AlertLevel>,
): { found: readonly R[]; hint: string | null } {
  const search = useMemo(() => parseQuery(text), [text]);
  const found = useMemo(() => {
    const { expression } = search;
    // Without a search nobody pays for the searchable text of every row.
    if (expression === null) return rows;
    const flagged = /\bis:/.test(text);
    return rows.filter((row) => matches(expression, flagged ? withAlerts(searchable(row), levels.get(row.id)) : searchable(row)));
  }, [rows, search, levels]);
  return { found, hint: search.hint };
}

/** `is:alerting` and `is:acked` are known to the alerts, not to the row. */
function withAlerts(row: Searchable, level: AlertLevel | undefined): Searchable {
  return {
    get text() {
      return row.text;
    },
    field: row.field,
    number: row.number,
    flag: (name) => name === "alerting" ? level !== undefined && level !== "acknowledged" : name === "acked" ? level === "acknowledged" : row.flag(name),
  };
}
