import { plural } from "../format/number.ts";
import { connection, snapshot } from "../live/live.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useMemo, useRef, useState } from "../preact.ts";
import { type Machine, type MachineState, machineStates } from "../resources/machine.ts";
import { matches, searchableMachine } from "../search/match.ts";
import { parseQuery } from "../search/query.ts";
import { ErrorBoundary } from "../shell/ErrorBoundary.tsx";
import { Icon } from "../shell/Icon.tsx";
import { onKey } from "../shell/keyboard.ts";
import { route, setQuery } from "../shell/router.ts";
import { FleetCharts } from "./FleetCharts.tsx";
import { MachineDrawer } from "./MachineDrawer.tsx";
import { useMachines } from "./machines.ts";
import { MachineTable } from "./MachineTable.tsx";
import { readSorting, sorted, type Sorting } from "./sorting.ts";
import { useSparklines } from "./sparklines.ts";
import { StatusMark, stateWords } from "./StatusMark.tsx";

/** Up to this many machines fit into one chart and stay readable. */
const mostInCharts = 6;

export function MachinesPage() {
  const machines = useMachines();
  const sparklines = useSparklines();
  const loaded = useObserved(snapshot, (value) => value.receivedAt !== null);
  const lost = useObserved(connection, (value) => value.phase !== "open" && value.lostAt !== null);
  const query = useObserved(route, (value) => value.query);
  const text = query.get("q") ?? "", wanted = query.get("status"), opened = query.get("resource");
  const search = useMemo(() => parseQuery(text), [text]);
  const sorting = readSorting(query.get("sort"), query.get("order"));

  const found = useMemo(() => machines.filter((machine) => matches(search.expression, searchableMachine(machine))), [machines, search]);
  const filtered = useMemo(() => wanted ? found.filter((machine) => machine.state === wanted) : found, [found, wanted]);
  const [held, setHeld] = useState(false);
  const rows = useSteadyOrder(filtered, sorting, held);
  const openMachine = opened ? machines.find((machine) => machine.id === opened) : undefined;

  useTitle(machines);
  useEffect(() => {
    const releases = [
      onKey("Escape", () => {
        if (route.value.query.get("resource")) closeDrawer();
        else if (route.value.query.get("q") || route.value.query.get("status")) setQuery({ q: null, status: null });
        else (document.activeElement as HTMLElement | null)?.blur();
      }),
    ];
    return () => releases.forEach((release) => release());
  }, []);

  return (
    <div class={`page machines-page ${openMachine ? "with-drawer" : ""} ${lost ? "disconnected" : ""}`}>
      <div class="machines-main">
        <header class="page-head">
          <h1>Machines</h1>
          {loaded && <p class="count tabular" role="status">{filtered.length === machines.length ? plural(machines.length, "machine") : `${filtered.length} of ${machines.length}`}</p>}
        </header>
        <div class="toolbar">
          <SearchField text={text} hint={search.hint} />
          <StatusChips machines={found} wanted={wanted} />
        </div>
        {!loaded && <div class="panel skeleton tall" role="status" aria-label="Loading machines" />}
        {loaded && machines.length === 0 && <NoMachines />}
        {loaded && machines.length > 0 && rows.length === 0 && <NothingFound text={text} wanted={wanted} />}
        {rows.length > 0 && (
          <div onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} class="table-hold">
            <MachineTable machines={rows} sparklines={sparklines} sorting={sorting} selected={opened} />
          </div>
        )}
        {rows.length > 0 && rows.length <= mostInCharts && <FleetCharts machines={rows} sparklines={sparklines} />}
      </div>
      {openMachine && (
        <ErrorBoundary name="The machine" key={openMachine.id}>
          <MachineDrawer machine={openMachine} neighbours={rows} onClose={closeDrawer} />
        </ErrorBoundary>
      )}
      {opened && loaded && !openMachine && (
        <div class="toasts"><div class="toast error" role="status"><Icon name="alert" /><span>This machine is no longer here.</span><button type="button" class="icon-button" aria-label="Dismiss" onClick={closeDrawer}><Icon name="close" /></button></div></div>
      )}
    </div>
  );
}

function closeDrawer(): void {
  const id = route.value.query.get("resource");
  setQuery({ resource: null, range: null }, "push");
  // The focus goes back to the row that was open.
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id ?? "")}"] a`)?.focus());
}

/** Rows do not move under the pointer: while it is over the table the order is kept. */
function useSteadyOrder(machines: readonly Machine[], sorting: Sorting, held: boolean): readonly Machine[] {
  const order = useRef<{ ids: readonly string[]; sorting: string }>({ ids: [], sorting: "" });
  return useMemo(() => {
    const name = `${sorting.key} ${sorting.order}`;
    const known = new Map(machines.map((machine) => [machine.id, machine]));
    const kept = order.current.ids.filter((id) => known.has(id));
    if (held && order.current.sorting === name && kept.length === machines.length) return kept.map((id) => known.get(id) as Machine);
    const rows = sorted(machines, sorting);
    order.current = { ids: rows.map((machine) => machine.id), sorting: name };
    return rows;
  }, [machines, sorting.key, sorting.order, held]);
}

/** The title tells the state even when the tab is in the background. */
function useTitle(machines: readonly Machine[]): void {
  const down = machines.filter((machine) => machine.state === "offline").length;
  const troubled = machines.filter((machine) => machine.state === "degraded" || machine.state === "stale").length;
  useEffect(() => {
    const state = down > 0 ? `${down} offline · ` : troubled > 0 ? `${troubled} need a look · ` : "";
    document.title = `${state}Machines · Pulse`;
  }, [down, troubled]);
}

function SearchField({ text, hint }: { text: string; hint: string | null }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => onKey("/", () => field.current?.select()), []);
  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label="Search machines"
        placeholder="Search: name, ip, os:debian, cpu>80 …"
        value={text}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => setQuery({ q: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") {
            event.preventDefault();
            document.querySelector<HTMLElement>("[data-row-link]")?.focus();
          } else if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            if (text === "") field.current?.blur();
            else setQuery({ q: null });
          }
        }}
      />
      <kbd aria-hidden="true">/</kbd>
      {hint && <p class="search-hint" role="status">{hint}</p>}
    </div>
  );
}

function StatusChips({ machines, wanted }: { machines: readonly Machine[]; wanted: string | null }) {
  const count = (state: MachineState) => machines.filter((machine) => machine.state === state).length;
  const shown = machineStates.filter((state) => count(state) > 0 || state === wanted || state === "online" || state === "offline");
  return (
    <div class="chips" role="group" aria-label="Filter by status">
      {[...shown].reverse().map((state) => (
        <button type="button" class="chip" key={state} aria-pressed={wanted === state} onClick={() => setQuery({ status: wanted === state ? null : state })}>
          <StatusMark state={state} />
          {stateWords[state]} <b class="tabular">{count(state)}</b>
        </button>
      ))}
    </div>
  );
}

function NoMachines() {
  return (
    <div class="empty">
      <Icon name="machine" />
      <h2>No machine has reported yet</h2>
      <p>Pulse watches its own machine out of the box. If the embedded collector is switched on, it appears here within a minute.</p>
    </div>
  );
}

function NothingFound({ text, wanted }: { text: string; wanted: string | null }) {
  return (
    <div class="empty small">
      <Icon name="search" />
      <h2>No machine matches</h2>
      <div class="chips">
        {text && <button type="button" class="chip" onClick={() => setQuery({ q: null })}>“{text}” <Icon name="close" /></button>}
        {wanted && <button type="button" class="chip" onClick={() => setQuery({ status: null })}>{stateWords[wanted as MachineState] ?? wanted} <Icon name="close" /></button>}
      </div>
      <button type="button" class="button" onClick={() => setQuery({ q: null, status: null })}>Clear search and filters</button>
    </div>
  );
}
