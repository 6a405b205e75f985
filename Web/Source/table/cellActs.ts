import type { Column } from "./columns.ts";
import { tableOf } from "./exporting.ts";

/** A row as JSON, by the headings of its columns. */
export function rowJson<R>(row: R, columns: readonly Column<R>[]): string {
  const { heading, cells } = tableOf([row], columns);
  return JSON.stringify(Object.fromEntries(heading.map((key, index) => [key, cells[0]?.[index]])), null, 2);
}

/** The condition of the search language that finds rows with the same value in a column; `null` where it cannot be searched. */
export function conditionOf<R>(row: R, column: Column<R>): string | null {
  if (!column.field || !column.sort) return null;
  const value = column.sort(row);
  if (typeof value === "number") return `${column.field}=${Math.round(value * 10) / 10}`;
  if (value === null || value === "") return `${column.field}:none`;
  return `${column.field}:${/[\s,()"*]/.test(value) ? `"${value.replaceAll('"', "")}"` : value}`;
}

/** A search with a further condition, or with all that does not meet it. */
export function narrowed(search: string, condition: string, exclude: boolean): string {
  return `${search} ${exclude ? "-" : ""}${condition}`.trim();
}

