import { Fragment } from "../fragment.ts";
import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { Menu } from "../shell/Menu.tsx";
import { setQuery } from "../shell/router.ts";
import { FilterMenu } from "./FilterMenu.tsx";
import type { Narrowed } from "./useFacets.ts";

/** What narrows a list: a chip for each filter, a menu of others, and a way back to all. */
export function Filters<R>({ list }: { list: Narrowed<R> }) {
  const ownPlace = new Set(list.facets.filter((facet) => facet.values).map((facet) => facet.key));
  const clear = () => setQuery({ q: null, ...Object.fromEntries(list.active.map(([key]) => [key, null])) });
  return (
    <Fragment>
      {list.active.filter(([key]) => !ownPlace.has(key)).map(([key, label]) => (
        <button type="button" class="chip picked" key={key} aria-label={`Remove filter ${label}`} onClick={() => setQuery({ [key]: null })}>{label}<Icon name="close" /></button>
      ))}
      <Menu label="Add a filter" icon="plus" text="Filter" align="left">
        {(close) => <FilterMenu list={list} close={close} />}
      </Menu>
      {(list.query.has("q") || list.active.length > 0) && <button type="button" class="button quiet small" onClick={clear}>Clear</button>}
    </Fragment>
  );
}
