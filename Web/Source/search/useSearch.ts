import type { AlertLevel } from "../estate/alerts.ts";
import { type MutableRef, useCallback, useMemo, useRef } from "../preact.ts";
import { matches, type Searchable } from "./match.ts";
import type { Resource } from "../resources/resource.ts";
import { muted } from "../resources/severity.ts";
import { parseQuery } from "./query.ts";

/** The rows a search finds, with the hint for one that could not be read. */
export function useSearch<R extends { readonly id: string; readonly resource: Resource }>(
  rows: readonly R[],
  text: string,
  searchable: (row: R) => Searchable,
  levels: ReadonlyMap<string, AlertLevel>,
): { found: readonly R[]; hint: string | null; prepare: () => void } {
  const search = useMemo(() => parseQuery(text), [text]);
  const found = useMemo(() => {
    const { expression } = search;
    // Without a search nobody pays for the searchable text of every row.
    if (expression === null) return rows;
    const flagged = /\bis:/.test(text);
    return rows.filter((row) => matches(expression, flagged ? withAlerts(searchable(row), levels.get(row.id), row.resource) : searchable(row)));
  }, [rows, search, levels]);
  const prepared = useRef(rows);
  prepared.current = rows;
  return { found, hint: search.hint, prepare: useCallback(() => prepareTexts(prepared, searchable), [searchable]) };
}

/** Puts the texts of all rows together while nothing else is to do, so that the first letter finds them ready. */
function prepareTexts<R>(rows: MutableRef<readonly R[]>, searchable: (row: R) => Searchable): void {
  const given = rows.current;
  let next = 0;
  const some = () => {
    if (given !== rows.current) return;
    const end = Math.min(given.length, next + atOnce);
    for (; next < end; next += 1) void searchable(given[next] as R).text;
    if (next < given.length) later(some);
  };
  later(some);
}

const atOnce = 400;
// Safari has no idle callbacks.
const later: (run: () => void) => unknown = "requestIdleCallback" in globalThis ? (run) => requestIdleCallback(run) : (run) => setTimeout(run, 20);

/** `is:alerting`, `is:acked` and `is:muted` are known to the alerts, not to the row. */
function withAlerts(row: Searchable, level: AlertLevel | undefined, resource: Resource): Searchable {
  const known: Readonly<Record<string, () => boolean>> = {
    alerting: () => level !== undefined && level !== "acknowledged",
    acked: () => level === "acknowledged",
    muted: () => muted.value(resource),
  };
  return {
    get text() {
      return row.text;
    },
    field: row.field,
    number: row.number,
    flag: (name) => Object.hasOwn(known, name) ? known[name]?.() === true : row.flag(name),
  };
}
