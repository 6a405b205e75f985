import { addressOf } from "../estate/addressOf.ts";
import { estate } from "../estate/estate.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect } from "../preact.ts";
import { home, replaceAddress, resourcePrefix, route } from "./router.ts";

/** Leads from `/r/<id>` to the page of a resource, whatever page that is. */
export function ResourceLink() {
  const id = useObserved(route, (value) => decoded(value.path.slice(resourcePrefix.length)));
  const loaded = useObserved(estate, (value) => value.loaded);
  const address = useObserved(estate, (value) => addressOf(value, id));
  useEffect(() => {
    if (address === null) return;
    const query = route.value.query.toString();
    replaceAddress(query === "" ? address : `${address}&${query}`);
  }, [address]);
  if (!loaded || address !== null) return <div class="page"><div class="panel skeleton tall" role="status" aria-label="Loading" /></div>;
  return (
    <section class="empty">
      <h1>This is not watched any more</h1>
      <p>There is nothing with the id <code>{id}</code>. It may have been removed, or its connection is not there.</p>
      <a class="button primary" href={home}>Go to the overview</a>
    </section>
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
