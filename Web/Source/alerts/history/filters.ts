import { includes } from "../active/activeRows.ts";
import { resourceTypeOf } from "../alert.ts";
import type { Occurrence } from "./occurrences.ts";

export interface HistoryFilters {
  readonly text: string;
  readonly severity: string | null;
  readonly type: string | null;
  readonly node: string | null;
  readonly unresolved: boolean;
  /** The id of the only alert that is shown. */
  readonly same: string | null;
}

export function readFilters(query: URLSearchParams): HistoryFilters {
  return { text: query.get("q") ?? "", severity: query.get("severity"), type: query.get("type"), node: query.get("node"), unresolved: query.get("open") === "1", same: query.get("same") };
}

/** The server knows severity, alert and time; what else is filtered by is looked for here, in all of the range. */
export function isNarrowed({ text, type, node, unresolved }: HistoryFilters): boolean {
  return text.trim() !== "" || type !== null || node !== null || unresolved;
}

export function passesHistory(row: Occurrence, { text, type, node, unresolved }: HistoryFilters): boolean {
  return (!type || resourceTypeOf(row.alert) === type) && (!node || row.alert.node === node) && (!unresolved || row.status !== "resolved") && includes(row.alert, text);
}
