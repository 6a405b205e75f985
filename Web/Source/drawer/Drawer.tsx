import { relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { type Observable, useObserved } from "../live/observable.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { type Children, h, useEffect, useLayoutEffect, useRef, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import { isLive, type State } from "../resources/state.ts";
import { Icon } from "../shell/Icon.tsx";
import { onKey } from "../shell/keyboard.ts";
import { route, setQuery } from "../shell/router.ts";
import { copyFacts } from "./copyFacts.ts";
import { OpenAlerts } from "./OpenAlerts.tsx";
import { DrawnResource } from "./drawnResource.ts";

export interface DrawerItem {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  readonly lastSeen: number | null;
  readonly url?: string;
  readonly resource?: Resource;
}

/** The frame of everything opened beside a table: heading, steps to its neighbours, a bar that jumps to its sections. */
export function Drawer<R extends DrawerItem>({ item, kind, word, facts, neighbours: order, gone = false, children }: {
  item: R;
  /** What it is: "machine", "guest". */
  kind: string;
  /** Instead of the word of its state. */
  word?: string | undefined;
  /** Short texts under the name. */
  facts: readonly Children[];
  /** The rows around it, in the order of their table. */
  neighbours: Observable<readonly R[]>;
  /** It has left the estate; what is shown is the last that was known. */
  gone?: boolean;
  children: Children;
}) {
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const time = useObserved(now, (value) => Math.floor(value / 5000) * 5000);
  const neighbours = useObserved(order);
  const index = neighbours.findIndex((each) => each.id === item.id);
  const go = (by: number) => {
    const next = neighbours[index + by];
    if (next) setQuery({ resource: next.id });
  };
  const current = useRef({ go, url: item.url });
  current.current = { go, url: item.url };
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    const releases = [onKey("[", () => current.current.go(-1)), onKey("]", () => current.current.go(1)), onKey("o", () => {
      if (current.current.url) open(current.current.url, "_blank", "noopener,noreferrer");
    })];
    return () => releases.forEach((release) => release());
  }, []);
  const sections = useSections(body);

  return (
    <aside class={`drawer ${gone ? "gone" : ""}`} role="complementary" aria-label={`${kind[0]?.toUpperCase()}${kind.slice(1)} ${item.name}`} tabIndex={-1} ref={panel}>
      <header class="drawer-head">
        <div class="drawer-title">
          <h2>
            {item.name}
            {item.url && /^https?:/.test(item.url) && (
              <a class="outside" href={item.url} target="_blank" rel="noopener noreferrer" aria-label={`Open the web interface of ${item.name}`} title="Open the web interface (o)"><Icon name="external" /></a>
            )}
          </h2>
          <p>
            <StatusMark state={item.state} word text={gone ? "No longer here" : word} />
            {facts.filter(Boolean).map((fact, at) => <span key={at}>{fact}</span>)}
            {item.lastSeen !== null && !isLive(item.state) && item.state !== "stopped" && <span>last seen {relative(item.lastSeen, time)}</span>}
          </p>
        </div>
        {neighbours.length > 1 && (
          <span class="drawer-steps">
            <button type="button" class="icon-button" aria-label={`Previous ${kind}`} title="Previous ([)" disabled={index <= 0} onClick={() => go(-1)}><Icon name="chevronLeft" /></button>
            <button type="button" class="icon-button" aria-label={`Next ${kind}`} title="Next (])" disabled={index < 0 || index >= neighbours.length - 1} onClick={() => go(1)}><Icon name="chevronRight" /></button>
          </span>
        )}
        <button type="button" class="icon-button" aria-label="Copy the facts" title="Copy the facts as text" onClick={() => void copyFacts(`${item.name} (${kind})`, body.current)}><Icon name="copy" /></button>
        <button type="button" class="icon-button" aria-label="Close" title="Close (Esc)" onClick={closeDrawer}><Icon name="close" /></button>
      </header>
      {sections.names.length > 1 && (
        <nav class="drawer-sections" aria-label="Sections">
          {sections.names.map(({ detail, title }, at) => (
            <button type="button" key={detail} aria-current={sections.current === detail ? "true" : undefined} title={`${title} (${at + 1})`} onClick={() => sections.show(detail)}>{title}</button>
          ))}
        </nav>
      )}
      <div class="drawer-body" tabIndex={0} role="group" aria-label="Details" ref={body}>
        <DrawnResource.Provider value={item.resource}><OpenAlerts id={item.id} />{children}</DrawnResource.Provider>
      </div>
    </aside>
  );
}

/** Closes what is open; the focus goes back to its row. */
export function closeDrawer(): void {
  const id = route.value.query.get("resource");
  setQuery({ resource: null, range: null, from: null, to: null, cmp: null, detail: null }, "push");
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id ?? "")}"] a`)?.focus({ preventScroll: true }));
}

interface Sections {
  readonly names: readonly { readonly detail: string; readonly title: string }[];
  readonly current: string | null;
  readonly show: (detail: string) => void;
}

/** Sections name themselves by `data-detail`; the address opens at one of them, scrolling tells which one is read. */
function useSections(body: { current: HTMLElement | null }): Sections {
  const [names, setNames] = useState<Sections["names"]>([]);
  const [current, setCurrent] = useState<string | null>(null);
  const all = () => [...body.current?.querySelectorAll<HTMLElement>("[data-detail]") ?? []];
  const show = (detail: string) => {
    const sections = all();
    const section = sections.find((each) => each.dataset.detail === detail);
    if (!section || !body.current) return;
    body.current.scrollTo({ top: section === sections[0] ? 0 : section.offsetTop - body.current.offsetTop - 8 });
    setCurrent(detail);
    setQuery({ detail: section === sections[0] ? null : detail });
  };
  useLayoutEffect(() => {
    const found = all().map((section) => ({ detail: section.dataset.detail ?? "", title: section.dataset.short ?? section.getAttribute("aria-label") ?? "" }));
    setNames((old) => JSON.stringify(old) === JSON.stringify(found) ? old : found);
  });
  useEffect(() => {
    const wanted = route.value.query.get("detail");
    if (wanted) show(wanted);
    const element = body.current;
    const look = () => {
      if (!element) return;
      const top = element.scrollTop + element.offsetTop + 40;
      const end = element.scrollTop + element.clientHeight >= element.scrollHeight - 4;
      const passed = all().filter((section) => section.offsetTop <= top);
      setCurrent((end ? all() : passed).at(-1)?.dataset.detail ?? null);
    };
    element?.addEventListener("scroll", look, { passive: true });
    const releases = Array.from({ length: 9 }, (_, index) =>
      onKey(String(index + 1), () => {
        const detail = all()[index]?.dataset.detail;
        if (detail) show(detail);
      }));
    return () => {
      element?.removeEventListener("scroll", look);
      releases.forEach((release) => release());
    };
  }, []);
  return { names, current: current ?? names[0]?.detail ?? null, show };
}
