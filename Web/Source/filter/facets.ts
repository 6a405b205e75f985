import { compareTexts } from "../table/naturalOrder.ts";

/** One way to narrow a list: rows have values of it, the address holds the wanted one. */
export interface Facet<R> {
  /** The query parameter. */
  readonly key: string;
  readonly name: string;
  /** The values of a row; an empty one counts as none. */
  readonly of: (row: R) => readonly string[];
  /** How a value is shown where it is not a text for people; `row` is one that has it. */
  readonly title?: (value: string, row: R | undefined) => string;
  /** All there are, where others make no sense. The page shows these itself, in this order. */
  readonly values?: readonly string[];
}

/** A value with the number of rows it would leave. */
export interface Counted {
  readonly value: string;
  readonly title: string;
  readonly count: number;
}

/** What the address asks for; `null` when that is nothing, or makes no sense. */
export function wantedOf<R>(facet: Facet<R>, query: URLSearchParams): string | null {
  const value = query.get(facet.key);
  return value === null || facet.values && !facet.values.includes(value) ? null : value;
}

/** Rows that have the wanted value of each facet, but for `except`. */
export function passing<R>(rows: readonly R[], facets: readonly Facet<R>[], query: URLSearchParams, except?: string): readonly R[] {
  const wanted = facets.flatMap((facet) => {
    const value = facet.key === except ? null : wantedOf(facet, query);
    return value === null ? [] : [{ facet, value }];
  });
  return wanted.length === 0 ? rows : rows.filter((row) => wanted.every(({ facet, value }) => facet.of(row).includes(value)));
}

/** The values of a facet among rows, the frequent ones first. */
export function counted<R>(rows: readonly R[], facet: Facet<R>): readonly Counted[] {
  const counts = new Map<string, { row: R; count: number }>();
  for (const row of rows) {
    for (const value of facet.of(row)) {
      const known = counts.get(value);
      if (known) known.count += 1;
      else if (value !== "") counts.set(value, { row, count: 1 });
    }
  }
  return [...counts].map(([value, { row, count }]) => ({ value, title: facet.title?.(value, row) ?? value, count }))
    .sort((left, right) => right.count - left.count || compareTexts(left.title, right.title));
}

/** What narrows a list now, in words: `tag prod`. */
export function activeFilters<R>(rows: readonly R[], facets: readonly Facet<R>[], query: URLSearchParams): readonly (readonly [key: string, label: string])[] {
  return facets.flatMap((facet) => {
    const value = wantedOf(facet, query);
    if (value === null) return [];
    const title = facet.title ? facet.title(value, rows.find((row) => facet.of(row).includes(value))) : value;
    return [[facet.key, facet.values ? title : `${facet.name.toLowerCase()} ${title}`] as const];
  });
}
