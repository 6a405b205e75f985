import { compareTexts } from "./naturalOrder.ts";

/** How rows are put together under headings. */
export interface Grouping<R> {
  readonly key: string;
  /** In the menu: "Node". */
  readonly name: string;
  /** The group of a row; rows with tags belong to the first of several. Empty goes last under `none`. */
  readonly of: (row: R) => string;
  /** Heading of a group when it is not its key. */
  readonly title?: (group: string, rows: readonly R[]) => string;
  readonly none?: string;
  /** The order of groups where it is not that of their titles. */
  readonly order?: (left: Group<R>, right: Group<R>) => number;
  /** Beside the title instead of how many run. */
  readonly note?: (rows: readonly R[]) => string;
}

export interface Group<R> {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly R[];
  readonly open: boolean;
  readonly note?: string | undefined;
}

/** One line of a table: a row, or the heading of a group. `place` counts lines of its own sort from the top. */
export type Line<R> = { readonly row: R; readonly place: number } | { readonly group: Group<R>; readonly place: number };

/** The lines of a grouped table. The order of rows inside their groups is theirs; groups are in natural order. */
export function linesOf<R>(rows: readonly R[], grouping: Grouping<R> | null, collapsed: ReadonlySet<string>): readonly Line<R>[] {
  if (!grouping) return rows.map((row, place) => ({ row, place }));
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const key = grouping.of(row);
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  const headings = [...groups].map(([key, members]) => ({
    key,
    title: key === "" ? grouping.none ?? "None" : grouping.title?.(key, members) ?? key,
    rows: members,
    open: !collapsed.has(key),
    note: grouping.note?.(members),
  }));
  const { order } = grouping;
  if (order) headings.sort(order);
  else headings.sort((left, right) => left.key === "" ? 1 : right.key === "" ? -1 : compareTexts(left.title, right.title));
  const lines: Line<R>[] = [];
  let place = 0;
  for (const [index, group] of headings.entries()) {
    lines.push({ group, place: index });
    if (group.open) { for (const row of group.rows) lines.push({ row, place: place++ }); }
  }
  return lines;
}
