import { useOpened } from "../../drawer/useOpened.ts";
import { estate } from "../../estate/estate.ts";
import { FacetChips } from "../../filter/FacetChips.tsx";
import { Filters } from "../../filter/Filters.tsx";
import { useFacets } from "../../filter/useFacets.ts";
import { useRowSeries } from "../../history/rowSeries.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useMemo } from "../../preact.ts";
import { type Guest, guestKindWords } from "../../resources/guest.ts";
import type { Node } from "../../resources/node.ts";
import type { State } from "../../resources/state.ts";
import { searchableGuest } from "../../search/subjects.ts";
import { valuesOf } from "../../search/suggestions.ts";
import { useSearch } from "../../search/useSearch.ts";
import { NothingFound } from "../../shell/NothingFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { route, setQuery } from "../../shell/router.ts";
import { useTableChoices } from "../../table/choices.ts";
import { useSelection } from "../../table/selection.ts";
import { Table } from "../../table/Table.tsx";
import { TableToolbar } from "../../table/TableToolbar.tsx";
import { useOrderOf } from "../../table/useOrderOf.ts";
import { NoProxmox } from "../NoProxmox.tsx";
import { ProxmoxTabs } from "../ProxmoxTabs.tsx";
import { CountsStrip } from "./CountsStrip.tsx";
import { GuestDrawer } from "./GuestDrawer.tsx";
import { guestColumns } from "./guestColumns.tsx";
import { groupings, guestFacets, usualOrder } from "./guestFilters.ts";
import { NodeDrawer } from "./NodeDrawer.tsx";
import { nodeColumns } from "./nodeColumns.tsx";

/** Up to this many nodes stand over their guests; of more, the first few until all are asked for. */
const mostNodes = 10, shownNodesAtFirst = 6;

/** Nodes, and below them the guests they run. */
export function GuestsPage() {
  const all = useObserved(estate);
  const query = useObserved(route, (value) => value.query);
  const [choices, choose] = useTableChoices("guests");
  const text = query.get("q") ?? "", opened = query.get("resource"), type = query.get("type");
  const guests = type === "template" ? all.templates : all.guests;
  const { found, hint, prepare } = useSearch(guests, text, searchableGuest, all.alerts.levels);
  const list = useFacets(found, guestFacets, query);
  const { rows } = list;
  const columns = guestColumns(choices.memory);
  const grouping = groupings.find((each) => each.key === (query.get("group") ?? choices.group ?? "node")) ?? null;
  const resources = all.guests.length + all.nodes.length + all.storages.length;
  const series = useRowSeries(choices.mode === "lines" && resources > 0, resources, choices.range);
  const selection = useSelection(rows);
  const shown = useOrderOf<Guest>(), shownNodes = useOrderOf<Node>();
  const states = useMemo(() => new Map<string, State>(all.nodes.map((node) => [node.id, node.state])), [all.nodes]);
  const guest = useOpened(guests, opened), node = useOpened(all.nodes, opened);
  const drawer = guest.item
    ? <GuestDrawer guest={guest.item} neighbours={shown} gone={guest.gone} key={guest.item.id} />
    : node.item
    ? <NodeDrawer node={node.item} neighbours={shownNodes} gone={node.gone} key={node.item.id} />
    : null;
  return (
    <Page name="Proxmox" tabs={<ProxmoxTabs />} drawer={drawer} missing={all.loaded && opened !== null && !drawer ? "This is no longer here." : null}>
      {!all.loaded && <div class="panel skeleton tall" role="status" aria-label="Loading guests" />}
      {all.loaded && all.nodes.length === 0 && all.guests.length === 0 && <NoProxmox />}
      {choices.counts && all.nodes.length > 0 && <CountsStrip all={all} />}
      {all.nodes.length > 0 && (
        <section aria-label="Nodes" class="stacked">
          <Table
            caption="Nodes with their current load"
            class="nodes"
            rows={all.nodes}
            columns={nodeColumns}
            selected={opened}
            levels={all.alerts.levels}
            mode={choices.mode}
            series={series}
            windowFrom={30}
            {...(all.nodes.length > mostNodes ? { most: choices.wide ? undefined : shownNodesAtFirst, onMore: () => choose({ wide: !choices.wide }) } : {})}
            prefix="node"
            order={shownNodes}
          />
        </section>
      )}
      {all.guests.length + all.templates.length > 0 && (
        <section aria-label="Guests">
          <TableToolbar
            search={{ list: "guests", text, hint, prepare, label: "Search guests", placeholder: "Search: name, id, tag:prod, cpu>80 …", known: () => known(guests) }}
            what="guest"
            found={rows.length}
            total={guests.length}
            groupings={groupings}
            group={grouping?.key}
            onGroup={(key) => {
              choose({ group: key });
              setQuery({ group: key === "node" ? null : key });
            }}
            columns={columns}
            choices={choices}
            choose={choose}
            rows={() => shown.value}
            file="guests"
            selection={selection}
            filters={list.active.length}
            options={[
              { name: "Memory as a share of the node", on: choices.memory === "host", change: { memory: choices.memory === "host" ? "guest" : "host" } },
              { name: "Counts above the tables", on: choices.counts, change: { counts: !choices.counts } },
            ]}
          >
            <TypeSwitch guests={all.guests} templates={all.templates.length} type={type} />
            <FacetChips list={list} always={["running", "stopped"]} />
            <Filters list={list} />
          </TableToolbar>
          {rows.length === 0
            ? <NothingFound what="guest" text={text} filters={list.active} />
            : (
              <Table
                caption="Guests with their current load"
                class="guests"
                rows={rows}
                columns={columns}
                choice={choices}
                usual={usualOrder}
                grouping={grouping}
                groupState={(key) => states.get(key)}
                collapsed={choices.collapsed}
                onCollapse={(collapsed) => choose({ collapsed })}
                selected={opened}
                levels={all.alerts.levels}
                mode={choices.mode}
                series={series}
                keys
                selection={selection}
                order={shown}
              />
            )}
        </section>
      )}
    </Page>
  );
}

function TypeSwitch({ guests, templates, type }: { guests: readonly Guest[]; templates: number; type: string | null }) {
  const kinds = useMemo(() => (["vm", "lxc", "oci"] as const).filter((kind) => kind === type || guests.some((guest) => guest.kind === kind)), [guests, type]);
  const choices: readonly (readonly [type: string | null, name: string])[] = [
    [null, "All"],
    ...kinds.map((kind) => [kind, guestKindWords[kind]] as const),
    ...templates > 0 || type === "template" ? [["template", "Templates"] as const] : [],
  ];
  if (choices.length < 3) return null;
  return (
    <div class="segments" role="radiogroup" aria-label="Type of guest">
      {choices.map(([kind, name]) => <button type="button" role="radio" key={name} aria-checked={type === kind} onClick={() => setQuery({ type: kind })}>{name}</button>)}
    </div>
  );
}

const known = (guests: readonly Guest[]) =>
  valuesOf(guests, {
    name: (guest) => [guest.name],
    node: (guest) => [guest.node],
    cluster: (guest) => [guest.cluster],
    tag: (guest) => guest.tags,
    pool: (guest) => [guest.pool],
    os: (guest) => [guest.system],
    type: (guest) => [guestKindWords[guest.kind].toLowerCase()],
    status: (guest) => [guest.state],
    ip: (guest) => guest.addresses,
    vmid: (guest) => [guest.vmid === null ? "" : String(guest.vmid)],
    mac: () => [],
  });
