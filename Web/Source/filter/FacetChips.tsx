import { count } from "../format/number.ts";
import { type Children, h, useMemo } from "../preact.ts";
import { setQuery } from "../shell/router.ts";
import { counted, type Facet, wantedOf } from "./facets.ts";
import type { Narrowed } from "./useFacets.ts";

/** The values of the facet `status`, each with the number of rows it would leave; a second click takes the filter back. */
export function FacetChips<R>({ list, mark, always = [] }: {
  list: Narrowed<R>;
  mark?: (value: string) => Children;
  /** Values that are shown also when no row has them. */
  always?: readonly string[];
}) {
  const facet = list.facets.find((each) => each.key === "status");
  const counts = useMemo(() => new Map(facet && counted(list.ofAnyStatus, facet).map((each) => [each.value, each.count])), [list.ofAnyStatus, facet]);
  if (!facet) return null;
  const wanted = wantedOf(facet, list.query);
  const shown = (facet.values ?? []).filter((value) => counts.has(value) || value === wanted || always.includes(value));
  if (shown.length < 2 && wanted === null) return null;
  return (
    <div class="chips" role="group" aria-label="Filter by status">
      {shown.map((value) => (
        <button type="button" class={`chip ${value}`} key={value} aria-pressed={wanted === value} onClick={() => setQuery({ [facet.key]: wanted === value ? null : value })}>
          {mark?.(value)}
          {titleOf(facet, value)} <b class="tabular">{count(counts.get(value) ?? 0)}</b>
        </button>
      ))}
    </div>
  );
}

function titleOf<R>(facet: Facet<R>, value: string): string {
  return facet.title?.(value, undefined) ?? value;
}
