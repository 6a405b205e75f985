import { StatusMark } from "../marks/StatusMark.tsx";
import { h } from "../preact.ts";
import { type State, stateWords } from "../resources/state.ts";
import type { Facet } from "./facets.ts";
import { FacetChips } from "./FacetChips.tsx";
import type { Narrowed } from "./useFacets.ts";

const order: readonly State[] = ["online", "running", "degraded", "paused", "failed", "offline", "stale", "unknown", "stopped"];

/** Rows by their state, in words of their kind. */
export function stateFacet<R extends { readonly state: State }>(words: Partial<Record<State, string>> = {}): Facet<R> {
  return { key: "status", name: "Status", of: (row) => [row.state], title: (value) => words[value as State] ?? stateWords[value as State], values: order };
}

/** Filters by state, each with its mark. */
export function StateChips<R>({ list, always }: { list: Narrowed<R>; always?: readonly State[] }) {
  return <FacetChips list={list} mark={(state) => <StatusMark state={state as State} text="" />} {...(always ? { always } : {})} />;
}
