import { useMemo } from "../preact.ts";
import { activeFilters, type Facet, passing } from "./facets.ts";

/** A list as the address narrows it. */
export interface Narrowed<R> {
  readonly facets: readonly Facet<R>[];
  readonly query: URLSearchParams;
  /** What the search found, before any facet. */
  readonly found: readonly R[];
  readonly rows: readonly R[];
  /** The rows without the filter by status, which chips count. */
  readonly ofAnyStatus: readonly R[];
  readonly active: readonly (readonly [key: string, label: string])[];
}

/** Narrows what a search found to what the address asks for. */
export function useFacets<R>(found: readonly R[], facets: readonly Facet<R>[], query: URLSearchParams): Narrowed<R> {
  const wanted = facets.map((facet) => query.get(facet.key) ?? "").join("\n");
  const ofAnyStatus = useMemo(() => passing(found, facets, query, "status"), [found, facets, wanted]);
  const rows = useMemo(() => passing(ofAnyStatus, facets, query), [ofAnyStatus, wanted]);
  const active = useMemo(() => activeFilters(found, facets, query), [found, facets, wanted]);
  return { facets, query, found, rows, ofAnyStatus, active };
}
