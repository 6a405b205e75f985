import { saveFile } from "../shell/saveFile.ts";
import type { Column } from "./columns.ts";

/** A cell of a CSV file. A text a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a cell says, as text. */
export function textOf<R>(column: Column<R>, row: R): string {
  return column.text?.(row) ?? String(column.sort?.(row) ?? "");
}

export function tableOf<R>(rows: readonly R[], columns: readonly Column<R>[]): { heading: readonly string[]; cells: readonly (readonly string[])[] } {
  const kept = columns.filter((column) => column.text || column.sort);
  return { heading: kept.map((column) => column.title ?? column.name), cells: rows.map((row) => kept.map((column) => textOf(column, row))) };
}

/** Rows as text for the clipboard: a spreadsheet takes them as a table. */
export function tabbed<R>(rows: readonly R[], columns: readonly Column<R>[]): string {
  const { heading, cells } = tableOf(rows, columns);
  return [heading, ...cells].map((line) => line.map((cell) => cell.replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}

/** Gives rows to the browser as a file. */
export function saveRows<R>(rows: readonly R[], columns: readonly Column<R>[], format: "CSV" | "JSON", name: string): void {
  const { heading, cells } = tableOf(rows, columns);
  const body = format === "CSV"
    ? [heading, ...cells].map((line) => line.map(csvCell).join(",")).join("\r\n")
    : JSON.stringify(cells.map((line) => Object.fromEntries(heading.map((key, index) => [key, line[index]]))), null, 2);
  saveFile(new Blob([body], { type: format === "CSV" ? "text/csv" : "application/json" }), `${name}.${format.toLowerCase()}`);
}
