import { Drawer } from "../../drawer/Drawer.tsx";
import { Figure, ratio } from "../../drawer/Figure.tsx";
import { ProvenanceSection } from "../../drawer/ProvenanceSection.tsx";
import { Fact, Section } from "../../drawer/Section.tsx";
import { useOpened } from "../../drawer/useOpened.ts";
import { estate } from "../../estate/estate.ts";
import { StateChips, stateFacet } from "../../filter/stateFacet.tsx";
import { useFacets } from "../../filter/useFacets.ts";
import { diskBytes } from "../../format/bytes.ts";
import { count, exactPercent, plural } from "../../format/number.ts";
import { HistoryCharts } from "../../history/HistoryCharts.tsx";
import { capacityPlans } from "../../history/plans.ts";
import { useHistory } from "../../history/useHistory.ts";
import { type Observable, useObserved } from "../../live/observable.ts";
import { Meter } from "../../marks/Meter.tsx";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h, useMemo } from "../../preact.ts";
import type { CephCluster } from "../../resources/cephCluster.ts";
import { searchableCeph } from "../../search/storageSubjects.ts";
import { SearchField } from "../../search/SearchField.tsx";
import { noValues } from "../../search/suggestions.ts";
import { useSearch } from "../../search/useSearch.ts";
import { NothingFound } from "../../shell/NothingFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { route } from "../../shell/router.ts";
import { Table } from "../../table/Table.tsx";
import { useOrderOf } from "../../table/useOrderOf.ts";
import { NoProxmox, NothingHere } from "../NoProxmox.tsx";
import { ProxmoxTabs } from "../ProxmoxTabs.tsx";
import { cephColumns } from "./cephColumns.tsx";

const facets = [stateFacet<CephCluster>({ online: "Healthy", degraded: "Warning", failed: "Critical" })];

/** Ceph clusters of the nodes. */
export function CephPage() {
  const all = useObserved(estate);
  const query = useObserved(route, (value) => value.query);
  const text = query.get("q") ?? "", opened = query.get("resource");
  const { found, hint } = useSearch(all.ceph, text, searchableCeph, all.alerts.levels);
  const list = useFacets(found, facets, query);
  const filtered = list.rows;
  const shown = useOrderOf<CephCluster>();
  const { item, gone } = useOpened(all.ceph, opened);
  return (
    <Page
      name="Proxmox"
      tabs={<ProxmoxTabs />}
      drawer={item && <CephDrawer cluster={item} neighbours={shown} gone={gone} key={item.id} />}
      missing={all.loaded && opened !== null && !item ? "This cluster is no longer here." : null}
    >
      {!all.loaded && <div class="panel skeleton tall" role="status" aria-label="Loading Ceph" />}
      {all.loaded && all.nodes.length === 0 && <NoProxmox />}
      {all.nodes.length > 0 && all.ceph.length === 0 && <NothingHere title="No Ceph cluster">None of these nodes reports a Ceph cluster.</NothingHere>}
      {all.ceph.length > 0 && (
        <section aria-label="Ceph clusters">
          {all.ceph.length > 3 && (
            <div class="toolbar">
              <SearchField list="ceph" text={text} hint={hint} label="Search clusters" placeholder="Search" known={() => noValues} />
              <StateChips list={list} />
            </div>
          )}
          {filtered.length === 0
            ? <NothingFound what="cluster" text={text} filters={list.active} />
            : <Table caption="Ceph clusters" class="ceph" rows={filtered} columns={cephColumns} selected={opened} levels={all.alerts.levels} keys order={shown} />}
        </section>
      )}
    </Page>
  );
}

function CephDrawer({ cluster, neighbours, gone }: { cluster: CephCluster; neighbours: Observable<readonly CephCluster[]>; gone: boolean }) {
  const history = useHistory(cluster.resource);
  const plans = useMemo(() => capacityPlans(cluster), [cluster]);
  const { facet } = cluster;
  const checks = facet.healthChecks ?? [], pools = facet.pools ?? [], services = facet.services ?? [];
  return (
    <Drawer item={cluster} kind="cluster" word={cluster.health} facts={[plural(facet.numOsds ?? 0, "OSD"), plural(facet.numMons ?? 0, "monitor")]} neighbours={neighbours} gone={gone}>
      <dl class="figures" data-detail="overview" aria-label="Overview">
        <Figure name="Usage" kind="storage" value={cluster.usage} main={exactPercent(cluster.usage)} note={ratio(cluster.used, cluster.total, diskBytes)} />
        <Figure name="OSDs" main={`${facet.numOsdsUp ?? "—"}/${facet.numOsds ?? "—"}`} note={`up · ${facet.numOsdsIn ?? "—"} in`} />
        <Figure name="Placement groups" main={facet.numPGs === undefined ? "—" : count(facet.numPGs)} />
        <Figure name="Monitors" main={String(facet.numMons ?? "—")} note={facet.numMgrs === undefined ? "" : `${facet.numMgrs} managers`} />
      </dl>
      {(checks.length > 0 || cluster.message) && (
        <Section title="Health checks" detail="health">
          <ul class="reasons">
            {checks.length > 0
              ? checks.map((check) => <li key={check.code} class={/ERR/.test(check.severity ?? "") ? "crit" : "warn"}><code>{check.code}</code> {check.summary}</li>)
              : <li>{cluster.message}</li>}
          </ul>
        </Section>
      )}
      <HistoryCharts plans={plans} at={cluster.lastSeen} history={history} />
      {pools.length > 0 && (
        <Section title="Pools" detail="pools">
          <table class="list">
            <thead><tr><th scope="col">Pool</th><th scope="col" class="wide">Used</th><th scope="col" class="number">Stored</th><th scope="col" class="number">Available</th><th scope="col" class="number muted">Objects</th></tr></thead>
            <tbody>
              {pools.map((pool) => (
                <tr key={pool.name}>
                  <th scope="row">{pool.name}</th>
                  <td class="wide"><Meter kind="storage" value={pool.percentUsed ?? null} /></td>
                  <td class="number">{diskBytes(pool.storedBytes)}</td>
                  <td class="number">{diskBytes(pool.availableBytes)}</td>
                  <td class="number muted">{pool.objects === undefined ? "—" : count(pool.objects)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {services.length > 0 && (
        <Section title="Services" detail="services">
          <dl class="facts">
            {services.map((service) => (
              <Fact key={service.type} name={service.type} grade={service.running < service.total ? "warning" : "normal"}>
                <StatusMark state={service.running >= service.total ? "online" : "degraded"} /> {service.running} of {service.total} running
              </Fact>
            ))}
            <Fact name="FSID">{facet.fsid && <code>{facet.fsid}</code>}</Fact>
          </dl>
        </Section>
      )}
      <ProvenanceSection resource={cluster.resource} />
    </Drawer>
  );
}
