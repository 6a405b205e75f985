import { closeDrawer } from "../drawer/Drawer.tsx";
import { leaveKiosk } from "../kiosk/kiosk.ts";
import { connection } from "../live/live.ts";
import { useObserved } from "../live/observable.ts";
import { type Children, h, useLayoutEffect, useRef } from "../preact.ts";
import { isLost } from "./ConnectionBadge.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Icon } from "./Icon.tsx";
import { onKey } from "./keyboard.ts";
import { MainWidth, useSplit } from "./mainWidth.ts";
import { route, setQuery } from "./router.ts";

/** Parameters that are no filter. */
const kept = new Set(["sort", "order", "group", "range", "from", "to", "detail", "resource", "tab", "nodesort", "nodeorder"]);

/** A page with a heading, its content, and a drawer beside it. Esc clears the search, closes the drawer, clears the filters, leaves the kiosk: one of them each time. */
export function Page({ name, count, tabs, actions, drawer, missing = null, children }: {
  name: string;
  count?: string | null;
  tabs?: Children;
  actions?: Children;
  drawer?: Children;
  /** What was to be opened and is not here. */
  missing?: string | null;
  children: Children;
}) {
  const lost = useObserved(connection, isLost);
  // As soon as the page is seen it listens.
  useLayoutEffect(() =>
    onKey("Escape", () => {
      const { query } = route.value;
      const filters = [...query.keys()].filter((key) => !kept.has(key));
      if (query.get("q")) setQuery({ q: null });
      else if (query.get("resource")) closeDrawer();
      else if (filters.length > 0) setQuery(Object.fromEntries(filters.map((key) => [key, null])));
      else if (!leaveKiosk()) (document.activeElement as HTMLElement | null)?.blur();
    }), []);
  const frame = useRef<HTMLDivElement>(null);
  const sides = useSplit(frame, !!drawer);
  // Not as a custom property: those are inherited, and every cell would be styled anew.
  const columns = sides.drawer === null ? "" : `minmax(0, 1fr) ${sides.drawer}px`;
  return (
    <div class={`page framed ${drawer ? "with-drawer" : ""} ${lost ? "disconnected" : ""}`} ref={frame} style={{ gridTemplateColumns: columns }}>
      <MainWidth.Provider value={sides.main}>
        <div class="page-main">
          <header class="page-head">
            <h1>{name}</h1>
            {tabs}
            {count && <p class="count tabular" role="status">{count}</p>}
            {actions}
          </header>
          {children}
        </div>
      </MainWidth.Provider>
      {drawer && <ErrorBoundary name="This panel">{drawer}</ErrorBoundary>}
      {missing && (
        <div class="toasts">
          <div class="toast error" role="status">
            <Icon name="alert" />
            <span>{missing}</span>
            <button type="button" class="icon-button" aria-label="Dismiss" onClick={closeDrawer}><Icon name="close" /></button>
          </div>
        </div>
      )}
    </div>
  );
}
