import type { SeriesLookup } from "../history/rowSeries.ts";
import type { Children } from "../preact.ts";
import type { Row } from "./row.ts";
import type { Sortable } from "./sorting.ts";

/** What cells are drawn with beside their row. */
export interface CellContext {
  /** The current time in steps of ten seconds, for ages. */
  readonly time: number;
  /** Bars, or lines of the last hours. */
  readonly mode: "bars" | "lines";
  /** The last hours of a row, in line mode. */
  readonly series: SeriesLookup;
}

export interface Column<R> extends Sortable<R> {
  readonly name: string;
  /** The name in full, where the heading is short. */
  readonly title?: string;
  readonly align?: "right" | "center";
  /** Pixels. Columns of numbers keep it; the others share what is left in this proportion. */
  readonly width: number;
  /** Shown from this width of the table on. */
  readonly from?: number;
  /** Not shown unless chosen. */
  readonly optional?: boolean;
  readonly cell: (row: R, context: CellContext) => Children;
  /** In the heading of a group: a total. */
  readonly total?: (rows: readonly R[]) => Children;
  /** The value in an exported file. */
  readonly text?: (row: R) => string;
  /** On the first column: where the row's own web interface is; empty where it has none. */
  readonly href?: (row: R) => string;
  /** Values far above those of other rows are emphasised. */
  readonly outliers?: boolean;
  /** The name of its values in the search language, so that rows can be searched for by a cell. */
  readonly field?: string;
  /** Whether the row has a value here; a column without any is left out. */
  readonly has?: (row: R) => boolean;
  /** Severity of the cell, as a class. */
  readonly grade?: (row: R) => string;
}

/** What a person chose for one table. */
export interface ColumnChoice {
  /** Keys in the chosen order; others follow in the usual order. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
}

export const usualColumns: ColumnChoice = { order: [], hidden: [], shown: [] };

/** Columns in the chosen order, the identity column first. */
export function arranged<R>(columns: readonly Column<R>[], choice: ColumnChoice): readonly Column<R>[] {
  const [first, ...rest] = columns;
  if (!first) return [];
  const place = (column: Column<R>, index: number) => {
    const chosen = choice.order.indexOf(column.key);
    return chosen < 0 ? choice.order.length + index : chosen;
  };
  const ranked = rest.map((column, index) => ({ column, at: place(column, index) }));
  return [first, ...ranked.sort((left, right) => left.at - right.at).map((each) => each.column)];
}

/** The columns that were chosen to be seen, whatever the width. */
export function chosenColumns<R>(columns: readonly Column<R>[], choice: ColumnChoice): readonly Column<R>[] {
  return arranged(columns, choice).filter((column, index) => index === 0 || choice.shown.includes(column.key) || (!column.optional && !choice.hidden.includes(column.key)));
}

/** The columns to draw at a width. Chosen ones stay wherever they fit; columns no row fills are left out. */
export function shownColumns<R extends Row>(
  columns: readonly Column<R>[],
  choice: ColumnChoice,
  width: number,
  rows: readonly R[],
): readonly Column<R>[] {
  const hidden = new Set(choice.hidden), chosen = new Set(choice.shown);
  return arranged(columns, choice).filter((column, index) => {
    if (index === 0) return true;
    if (hidden.has(column.key) || width < (column.from ?? 0)) return false;
    if (chosen.has(column.key)) return true;
    return !column.optional && (!column.has || rows.some(column.has));
  });
}

/** Widths in pixels: numbers take what they need, names and bars share the rest. */
export function columnWidths<R>(columns: readonly Column<R>[], width: number): readonly number[] {
  const fixed = columns.reduce((sum, column) => sum + (column.align === "right" ? column.width : 0), 0);
  const shared = columns.reduce((sum, column) => sum + (column.align === "right" ? 0 : column.width), 0);
  const factor = shared === 0 ? 1 : Math.max(0.1, (width - fixed) / shared);
  return columns.map((column) => column.align === "right" ? column.width : Math.floor(column.width * factor));
}
