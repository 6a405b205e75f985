import { stateRank } from "../resources/state.ts";
import { byName, compareTexts } from "./naturalOrder.ts";
import type { Row } from "./row.ts";

export type SortOrder = "asc" | "desc";

export interface SortKey {
  readonly key: string;
  readonly order: SortOrder;
}

/** Keys in their rank; none is the table's default order. */
export type Sorting = readonly SortKey[];

export type SortValue = string | number | null;

/** What a sortable column says of a row. Missing values are last in both directions. */
export interface Sortable<R> {
  readonly key: string;
  readonly sort?: (row: R) => SortValue;
  /** What the first click on the header gives; numbers descend, text ascends unless said otherwise. */
  readonly first?: SortOrder;
}

export type Compare<R> = (left: R, right: R) => number;

/** Attention first, then by name: the order of every table that has none of its own. */
export function attentionFirst(left: Row, right: Row): number {
  return stateRank(left.state) - stateRank(right.state) || byName(left, right);
}

export function comparison<R extends Row>(columns: readonly Sortable<R>[], sorting: Sorting, usual: Compare<R>): Compare<R> {
  const steps = sorting.flatMap(({ key, order }) => {
    const value = columns.find((column) => column.key === key)?.sort;
    return value ? [{ value, sign: order === "asc" ? 1 : -1 }] : [];
  });
  if (steps.length === 0) return usual;
  return (left, right) => {
    for (const { value, sign } of steps) {
      const a = value(left), b = value(right);
      if (a === b) continue;
      if (a === null) return 1;
      if (b === null) return -1;
      const difference = typeof a === "number" && typeof b === "number" ? a - b : compareTexts(String(a), String(b));
      if (difference !== 0) return sign * difference;
    }
    return byName(left, right);
  };
}

/** A header click: the first sorts, the second turns, the third returns to the default. `more` adds a key to those there are. */
export function nextSorting(current: Sorting, key: string, first: SortOrder, more = false): Sorting {
  const known = current.find((each) => each.key === key);
  const others = more ? current.filter((each) => each.key !== key) : [];
  if (!known) return [...others, { key, order: first }].slice(-3);
  if (known.order !== first) return others;
  const turned: SortKey = { key, order: first === "asc" ? "desc" : "asc" };
  return more ? current.map((each) => each.key === key ? turned : each) : [turned];
}

/** Reads `sort=cpu,name&order=desc,asc`; keys without a sortable column are left out. */
export function readSorting<R>(columns: readonly Sortable<R>[], keys: string | null, orders: string | null): Sorting {
  const given = (orders ?? "").split(",");
  return (keys ?? "").split(",").flatMap((key, index): SortKey[] => {
    const column = columns.find((each) => each.key === key && each.sort);
    if (!column) return [];
    const order = given[index];
    return [{ key, order: order === "asc" || order === "desc" ? order : column.first ?? "desc" }];
  }).slice(0, 3);
}

export function writeSorting(sorting: Sorting): { sort: string | null; order: string | null } {
  if (sorting.length === 0) return { sort: null, order: null };
  return { sort: sorting.map((each) => each.key).join(), order: sorting.map((each) => each.order).join() };
}
