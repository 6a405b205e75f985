import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import { Icon } from "../shell/Icon.tsx";
import { onKey } from "../shell/keyboard.ts";
import { route, setQuery } from "../shell/router.ts";
import { MachineRow } from "./MachineRow.tsx";
import { nextSorting, type Sorting, type SortKey } from "./sorting.ts";
import type { MachineSeries } from "./sparklines.ts";
import { visibleRange } from "./window.ts";

const columns: readonly { readonly key: SortKey; readonly name: string; readonly class: string }[] = [
  { key: "name", name: "Machine", class: "cell-name" },
  { key: "cpu", name: "CPU", class: "cell-cpu" },
  { key: "memory", name: "Memory", class: "cell-memory" },
  { key: "disk", name: "Disk", class: "cell-disk" },
  { key: "net", name: "Network", class: "number cell-net" },
  { key: "io", name: "Disk I/O", class: "number cell-io" },
  { key: "temperature", name: "Temp", class: "number cell-temp" },
  { key: "load", name: "Load", class: "number cell-load" },
  { key: "uptime", name: "Uptime", class: "number cell-uptime" },
];

const rowHeight = 52;
const windowFrom = 150;

export function MachineTable({ machines, sparklines, sorting, selected }: {
  machines: readonly Machine[];
  sparklines: ReadonlyMap<string, MachineSeries>;
  sorting: Sorting;
  selected: string | null;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 800 });
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  const current = useRef(machines);
  current.current = machines;

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setScroll({ top: element.scrollTop, height: element.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const step = (by: number) => () => focusRow(box.current, current.current.length, by);
    const keys: readonly [string, number][] = [["j", 1], ["ArrowDown", 1], ["k", -1], ["ArrowUp", -1]];
    const releases = keys.map(([key, by]) => onKey(key, step(by)));
    return () => releases.forEach((release) => release());
  }, []);

  const windowed = machines.length >= windowFrom;
  const [first, last] = windowed ? visibleRange(scroll.top, scroll.height, rowHeight, machines.length) : [0, machines.length];
  const shown = useMemo(() => machines.slice(first, last), [machines, first, last]);
  const query = useObserved(route, (value) => value.query.toString());

  return (
    <div class={`panel table-box ${windowed ? "windowed" : ""}`} ref={box} onScroll={(event) => windowed && setScroll({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}>
      <table class="table machines" aria-rowcount={machines.length + 1} onClick={openRow}>
        <caption class="visually-hidden">Machines with their current load</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => {
              const active = sorting.key === column.key;
              return (
                <th scope="col" key={column.key} class={column.class} aria-sort={active ? (sorting.order === "asc" ? "ascending" : "descending") : undefined}>
                  <button type="button" class="sort" onClick={() => sort(sorting, column.key)}>
                    {column.name}
                    {active && <Icon name={sorting.order === "asc" ? "up" : "down"} />}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr aria-hidden="true"><td colSpan={columns.length} class="spacer-cell" style={{ height: `${first * rowHeight}px` }} /></tr>}
          {shown.map((machine, offset) => (
            <MachineRow
              key={machine.id}
              machine={machine}
              series={sparklines.get(machine.resource.metricsTarget?.resourceId ?? machine.id)}
              selected={machine.id === selected}
              href={addressOf(query, machine.id)}
              index={first + offset}
              time={time}
            />
          ))}
          {last < machines.length && (
            <tr aria-hidden="true"><td colSpan={columns.length} class="spacer-cell" style={{ height: `${(machines.length - last) * rowHeight}px` }} /></tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function addressOf(query: string, id: string): string {
  const next = new URLSearchParams(query);
  next.set("resource", id);
  return `${route.value.path}?${next}`;
}

function sort(sorting: Sorting, key: SortKey): void {
  const next = nextSorting(sorting, key);
  setQuery(next.key === "attention" ? { sort: null, order: null } : { sort: next.key, order: next.order });
}

/** A click anywhere in a row opens it; selecting text, links and buttons keep their own meaning. */
function openRow(event: MouseEvent): void {
  const target = event.target as Element;
  if (target.closest("a, button") || getSelection()?.toString()) return;
  const id = target.closest<HTMLElement>("tr[data-id]")?.dataset.id;
  if (id) setQuery({ resource: id }, "push");
}

function focusRow(box: HTMLElement | null, count: number, by: number): void {
  if (!box || count === 0) return;
  const active = document.activeElement?.closest<HTMLElement>("[data-row-link]")?.dataset.rowLink;
  const index = active === undefined ? (by > 0 ? 0 : count - 1) : Math.min(count - 1, Math.max(0, Number(active) + by));
  const link = () => box.querySelector<HTMLElement>(`[data-row-link="${index}"]`);
  if (!link()) box.scrollTop = index * rowHeight - box.clientHeight / 2;
  requestAnimationFrame(() => {
    link()?.focus();
    link()?.scrollIntoView({ block: "nearest" });
  });
}
