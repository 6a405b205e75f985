import { count } from "../format/number.ts";
import { h, useEffect, useRef, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { setQuery } from "../shell/router.ts";
import { counted, type Facet, passing } from "./facets.ts";
import type { Narrowed } from "./useFacets.ts";

const manyValues = 10, mostValues = 200;

/** First what to filter by, then its values with the number of rows each would leave. */
export function FilterMenu<R>({ list, close }: { list: Narrowed<R>; close: () => void }) {
  const [facet, setFacet] = useState<Facet<R> | null>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("input, button")?.focus(), [facet]);
  return <div ref={box}>{facet ? <FacetValues list={list} facet={facet} back={() => setFacet(null)} close={close} /> : <FacetNames list={list} choose={setFacet} />}</div>;
}

function FacetNames<R>({ list, choose }: { list: Narrowed<R>; choose: (facet: Facet<R>) => void }) {
  const offered = list.facets.filter((each) => !each.values && list.found.some((row) => each.of(row).some((value) => value !== "")));
  if (offered.length === 0) return <p class="muted">These rows have nothing to filter by.</p>;
  return (
    <ul class="acts">
      {offered.map((each) => <li key={each.key}><button type="button" onClick={() => choose(each)}><span>{each.name}</span><Icon name="chevronRight" /></button></li>)}
    </ul>
  );
}

function FacetValues<R>({ list, facet, back, close }: { list: Narrowed<R>; facet: Facet<R>; back: () => void; close: () => void }) {
  const [text, setText] = useState("");
  const values = counted(passing(list.found, list.facets, list.query, facet.key), facet);
  const shown = values.filter((each) => each.title.toLowerCase().includes(text.toLowerCase())).slice(0, mostValues);
  const wanted = list.query.get(facet.key);
  return (
    <div class="filter-values">
      <div class="filter-head">
        <button type="button" class="icon-button" aria-label="Other filters" onClick={back}><Icon name="chevronLeft" /></button>
        <b>{facet.name}</b>
      </div>
      {values.length > manyValues && <input type="search" aria-label={`Find a ${facet.name.toLowerCase()}`} placeholder="Find" value={text} onInput={(event) => setText(event.currentTarget.value)} />}
      <ul class="acts">
        {shown.map((each) => (
          <li key={each.value}>
            <button
              type="button"
              aria-pressed={wanted === each.value}
              onClick={() => {
                setQuery({ [facet.key]: each.value });
                close();
              }}
            >
              <span class="clip">{each.title}</span><b class="tabular">{count(each.count)}</b>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
