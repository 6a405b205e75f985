import { useOpened } from "../../drawer/useOpened.ts";
import { type Estate, estate } from "../../estate/estate.ts";
import { Filters } from "../../filter/Filters.tsx";
import { StateChips } from "../../filter/stateFacet.tsx";
import { useFacets } from "../../filter/useFacets.ts";
import { useRowSeries } from "../../history/rowSeries.ts";
import { type Observable, useObserved } from "../../live/observable.ts";
import { h, useMemo } from "../../preact.ts";
import type { PhysicalDisk } from "../../resources/physicalDisk.ts";
import type { Storage } from "../../resources/storage.ts";
import { searchableDisk, searchableStorage } from "../../search/storageSubjects.ts";
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
import { NoProxmox, NothingHere } from "../NoProxmox.tsx";
import { ProxmoxTabs } from "../ProxmoxTabs.tsx";
import { CapacityPanel } from "./CapacityPanel.tsx";
import { DiskDrawer } from "./DiskDrawer.tsx";
import { diskColumns } from "./diskColumns.tsx";
import { StorageDrawer } from "./StorageDrawer.tsx";
import { diskFacets, groupings, storageFacets } from "./storageFilters.ts";
import { byPriority, storageColumns } from "./storageColumns.tsx";
import { useStorageView } from "./storageView.ts";
import { useCapacity } from "./useCapacity.ts";

type View = "pools" | "disks";

/** Storages, or the physical disks of the nodes. */
export function StoragePage() {
  const all = useObserved(estate);
  const query = useObserved(route, (value) => value.query);
  const view: View = query.get("tab") === "disks" ? "disks" : "pools";
  const opened = query.get("resource");
  const shownStorages = useOrderOf<Storage>(), shownDisks = useOrderOf<PhysicalDisk>();
  const storage = useOpened(all.storages, opened), disk = useOpened(all.disks, opened);
  const drawer = storage.item
    ? <StorageDrawer storage={storage.item} neighbours={shownStorages} gone={storage.gone} key={storage.item.id} />
    : disk.item
    ? <DiskDrawer disk={disk.item} neighbours={shownDisks} gone={disk.gone} key={disk.item.id} />
    : null;
  const views: readonly (readonly [View, string])[] = [["pools", "Storages"], ["disks", "Physical disks"]];
  return (
    <Page name="Proxmox" tabs={<ProxmoxTabs />} drawer={drawer} missing={all.loaded && opened !== null && !drawer ? "This storage is no longer here." : null}>
      {!all.loaded && <div class="panel skeleton tall" role="status" aria-label="Loading storage" />}
      {all.loaded && all.nodes.length === 0 && <NoProxmox />}
      {all.nodes.length > 0 && all.storages.length + all.disks.length === 0 && <NothingHere title="No storage is watched">The connections of these nodes do not watch storage.</NothingHere>}
      {all.storages.length + all.disks.length > 0 && (
        <section aria-label={view === "pools" ? "Storages" : "Physical disks"}>
          {view === "pools"
            ? <Storages all={all} query={query} opened={opened} switcher={switcher()} order={shownStorages} />
            : <Disks all={all} query={query} opened={opened} switcher={switcher()} order={shownDisks} />}
        </section>
      )}
    </Page>
  );

  function switcher() {
    if (all.disks.length === 0 && view === "pools") return null;
    return (
      <div class="segments" role="radiogroup" aria-label="What to list">
        {views.map(([key, name]) => (
          <button type="button" role="radio" key={key} aria-checked={view === key} onClick={() => setQuery({ tab: key === "pools" ? null : key, q: null, status: null, sort: null, order: null })}>{name}</button>
        ))}
      </div>
    );
  }
}

interface ListProps<R> {
  readonly all: Estate;
  readonly query: URLSearchParams;
  readonly opened: string | null;
  readonly switcher: h.JSX.Element | null;
  readonly order: Observable<readonly R[]>;
}

function Storages({ all, query, opened, switcher, order }: ListProps<Storage>) {
  const [choices, choose] = useTableChoices("storages");
  const text = query.get("q") ?? "";
  const { found, hint, prepare } = useSearch(all.storages, text, searchableStorage, all.alerts.levels);
  const list = useFacets(found, storageFacets, query);
  const filtered = list.rows;
  const selection = useSelection(filtered);
  const series = useRowSeries(choices.mode === "lines", all.guests.length + all.nodes.length + all.storages.length, choices.range);
  const grouping = groupings.find((each) => each.key === (query.get("group") ?? choices.group)) ?? null;
  const [view, chooseView] = useStorageView();
  const capacity = useCapacity(view.span, all.storages);
  const columns = useMemo(() => storageColumns(capacity?.growth, capacity?.range), [capacity]);
  return (
    <div>
      {all.storages.length > 0 && <CapacityPanel storages={all.storages} capacity={capacity} view={view} choose={chooseView} />}
      <TableToolbar
        search={{
          list: "storages",
          text,
          hint,
          prepare,
          label: "Search storages",
          placeholder: "Search: name, node:pve1, type:zfs, disk>80 …",
          known: () => valuesOf(all.storages, { name: (row) => [row.name], node: (row) => row.nodes, type: (row) => [row.type], content: (row) => row.content, status: (row) => [row.state], cluster: (row) => [row.cluster] }),
        }}
        what="storage"
        found={filtered.length}
        total={all.storages.length}
        groupings={groupings}
        group={grouping?.key}
        onGroup={(key) => {
          choose({ group: key });
          setQuery({ group: null });
        }}
        columns={columns}
        choices={choices}
        choose={choose}
        rows={() => order.value}
        file="storages"
        filters={list.active.length}
        selection={selection}
      >
        {switcher}
        <StateChips list={list} />
        <Filters list={list} />
      </TableToolbar>
      {filtered.length === 0
        ? <NothingFound what="storage" text={text} filters={list.active} />
        : (
          <Table
            caption="Storages with their use"
            class="storages"
            rows={filtered}
            columns={columns}
            choice={choices}
            usual={byPriority}
            grouping={grouping}
            collapsed={choices.collapsed}
            onCollapse={(collapsed) => choose({ collapsed })}
            selected={opened}
            levels={all.alerts.levels}
            mode={choices.mode}
            series={series}
            keys
            selection={selection}
            order={order}
          />
        )}
    </div>
  );
}

function Disks({ all, query, opened, switcher, order }: ListProps<PhysicalDisk>) {
  const [choices, choose] = useTableChoices("disks");
  const text = query.get("q") ?? "";
  const { found, hint, prepare } = useSearch(all.disks, text, searchableDisk, all.alerts.levels);
  const list = useFacets(found, diskFacets, query);
  const filtered = list.rows;
  const selection = useSelection(filtered);
  return (
    <div>
      <TableToolbar
        search={{
          list: "disks",
          text,
          hint,
          prepare,
          label: "Search disks",
          placeholder: "Search: model, serial, node:pve1, temp>45 …",
          known: () => valuesOf(all.disks, { name: (row) => [row.name], node: (row) => [row.node], type: (row) => [row.type], status: (row) => [row.state] }),
        }}
        what="disk"
        found={filtered.length}
        total={all.disks.length}
        modes={false}
        columns={diskColumns}
        choices={choices}
        choose={choose}
        rows={() => order.value}
        file="disks"
        filters={list.active.length}
        selection={selection}
      >
        {switcher}
        <StateChips list={list} />
        <Filters list={list} />
      </TableToolbar>
      {filtered.length === 0
        ? <NothingFound what="disk" text={text} filters={list.active} />
        : <Table caption="Physical disks and their health" class="disks" rows={filtered} columns={diskColumns} choice={choices} selected={opened} levels={all.alerts.levels} keys selection={selection} order={order} />}
    </div>
  );
}
