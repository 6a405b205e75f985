import { h } from "../preact.ts";
import { Icon } from "./Icon.tsx";
import { setQuery } from "./router.ts";

/** Nothing passes the search and the filters: they are shown, and each can be taken away. */
export function NothingFound({ what, text, filters }: { what: string; text: string; filters: readonly (readonly [parameter: string, label: string])[] }) {
  const clear = () => setQuery(Object.fromEntries([["q", null], ...filters.map(([parameter]) => [parameter, null])]));
  return (
    <div class="empty small">
      <Icon name="search" />
      <h2>No {what} matches</h2>
      <div class="chips">
        {text && <button type="button" class="chip" onClick={() => setQuery({ q: null })}>“{text}” <Icon name="close" /></button>}
        {filters.map(([parameter, label]) => <button type="button" class="chip" key={parameter} onClick={() => setQuery({ [parameter]: null })}>{label} <Icon name="close" /></button>)}
      </div>
      <button type="button" class="button" onClick={clear}>Clear search and filters</button>
    </div>
  );
}
