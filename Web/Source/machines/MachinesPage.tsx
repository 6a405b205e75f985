import { useOpened } from "../drawer/useOpened.ts";
import { type Estate, estate } from "../estate/estate.ts";
import type { Facet } from "../filter/facets.ts";
import { Filters } from "../filter/Filters.tsx";
import { StateChips, stateFacet } from "../filter/stateFacet.tsx";
import { useFacets } from "../filter/useFacets.ts";
import { useRowSeries } from "../history/rowSeries.ts";
import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import { searchableMachine } from "../search/subjects.ts";
import { valuesOf } from "../search/suggestions.ts";
import { useSearch } from "../search/useSearch.ts";
import { Icon } from "../shell/Icon.tsx";
import { NothingFound } from "../shell/NothingFound.tsx";
import { Page } from "../shell/Page.tsx";
import { route } from "../shell/router.ts";
import { useTitle } from "../shell/useTitle.ts";
import { useTableChoices } from "../table/choices.ts";
import { useSelection } from "../table/selection.ts";
import { Table } from "../table/Table.tsx";
import { TableToolbar } from "../table/TableToolbar.tsx";
import { useOrderOf } from "../table/useOrderOf.ts";
import { machineColumns } from "./columns.tsx";
import { FleetCharts } from "./FleetCharts.tsx";
import { MachineDrawer } from "./MachineDrawer.tsx";

/** Up to this many machines fit into one chart and stay readable. */
const mostInCharts = 6;

export function MachinesPage() {
  const machines = useObserved(estate, (value) => value.machines);
  const loaded = useObserved(estate, (value) => value.loaded);
  const alerts = useObserved(estate, (value) => value.alerts);
  const query = useObserved(route, (value) => value.query);
  const [choices, choose] = useTableChoices("machines");
  const text = query.get("q") ?? "", opened = query.get("resource");
  const { found, hint, prepare } = useSearch(machines, text, searchableMachine, alerts.levels);
  const list = useFacets(found, facets, query);
  const filtered = list.rows;
  const few = filtered.length > 0 && filtered.length <= mostInCharts;
  const hour = useRowSeries(few, machines.length);
  const series = useRowSeries(machines.length > 0 && choices.mode === "lines", machines.length, choices.range);
  const { item, gone } = useOpened(machines, opened);
  const shown = useOrderOf<Machine>();
  const selection = useSelection(filtered);
  useTitle(title);

  return (
    <Page
      name="Machines"
      drawer={item && <MachineDrawer machine={item} neighbours={shown} gone={gone} key={item.id} />}
      missing={loaded && opened !== null && !item ? "This machine is no longer here." : null}
    >
      <TableToolbar
        search={{ list: "machines", text, hint, prepare, label: "Search machines", placeholder: "Search: name, ip, os:debian, cpu>80 …", known: () => known(machines) }}
        what="machine"
        found={filtered.length}
        total={machines.length}
        columns={machineColumns}
        choices={choices}
        choose={choose}
        rows={() => shown.value}
        file="machines"
        filters={list.active.length}
        selection={selection}
      >
        <StateChips list={list} always={["online", "offline"]} />
        <Filters list={list} />
      </TableToolbar>
      {!loaded && <div class="panel skeleton tall" role="status" aria-label="Loading machines" />}
      {loaded && machines.length === 0 && <NoMachines />}
      {loaded && machines.length > 0 && filtered.length === 0 && <NothingFound what="machine" text={text} filters={list.active} />}
      {filtered.length > 0 && (
        <Table
          caption="Machines with their current load"
          class="machines"
          rows={filtered}
          columns={machineColumns}
          choice={choices}
          selected={opened}
          levels={alerts.levels}
          mode={choices.mode}
          series={series}
          lineHeight={52}
          keys
          selection={selection}
          order={shown}
        />
      )}
      {few && !(item && filtered.length === 1) && <FleetCharts machines={filtered} series={hour} />}
    </Page>
  );
}

const facets: readonly Facet<Machine>[] = [
  stateFacet(),
  { key: "os", name: "System", of: (machine) => [machine.system] },
  { key: "agent", name: "Agent version", of: (machine) => [machine.resource.agent?.agentVersion ?? ""] },
  { key: "tag", name: "Tag", of: (machine) => machine.tags },
];

const known = (machines: readonly Machine[]) =>
  valuesOf(machines, {
    name: (machine) => [machine.name],
    os: (machine) => [machine.system],
    tag: (machine) => machine.tags,
    ip: (machine) => machine.addresses,
    status: (machine) => [machine.state],
  });

function title({ machines }: Estate): string {
  const down = machines.filter((machine) => machine.state === "offline").length;
  const troubled = machines.filter((machine) => machine.state === "degraded" || machine.state === "stale").length;
  const state = down > 0 ? `${down} offline · ` : troubled > 0 ? `${troubled} need a look · ` : "";
  return `${state}Machines · Pulse`;
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
