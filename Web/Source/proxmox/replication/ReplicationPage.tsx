import { Drawer } from "../../drawer/Drawer.tsx";
import { Fact, Section } from "../../drawer/Section.tsx";
import { useOpened } from "../../drawer/useOpened.ts";
import { estate } from "../../estate/estate.ts";
import type { Facet } from "../../filter/facets.ts";
import { Filters } from "../../filter/Filters.tsx";
import { StateChips, stateFacet } from "../../filter/stateFacet.tsx";
import { useFacets } from "../../filter/useFacets.ts";
import { duration, exactTime, relative } from "../../format/time.ts";
import { now } from "../../live/now.ts";
import { type Observable, useObserved } from "../../live/observable.ts";
import { h } from "../../preact.ts";
import type { ReplicationJob } from "../../resources/replicationJob.ts";
import { searchableReplication } from "../../search/storageSubjects.ts";
import { valuesOf } from "../../search/suggestions.ts";
import { useSearch } from "../../search/useSearch.ts";
import { NothingFound } from "../../shell/NothingFound.tsx";
import { Page } from "../../shell/Page.tsx";
import { route } from "../../shell/router.ts";
import { useTableChoices } from "../../table/choices.ts";
import { Table } from "../../table/Table.tsx";
import { TableToolbar } from "../../table/TableToolbar.tsx";
import { useOrderOf } from "../../table/useOrderOf.ts";
import { NoProxmox, NothingHere } from "../NoProxmox.tsx";
import { ProxmoxTabs } from "../ProxmoxTabs.tsx";
import { NextSync, replicationColumns } from "./replicationColumns.tsx";

const facets: readonly Facet<ReplicationJob>[] = [
  stateFacet({ online: "Healthy", failed: "Failed", unknown: "Pending", stopped: "Disabled" }),
  { key: "source", name: "Source node", of: (job) => [job.source] },
  { key: "target", name: "Target node", of: (job) => [job.target] },
];

/** Replication jobs of all guests, the failed ones first. */
export function ReplicationPage() {
  const all = useObserved(estate);
  const query = useObserved(route, (value) => value.query);
  const [choices, choose] = useTableChoices("replication");
  const text = query.get("q") ?? "", opened = query.get("resource");
  const { found, hint } = useSearch(all.replication, text, searchableReplication, all.alerts.levels);
  const list = useFacets(found, facets, query);
  const filtered = list.rows;
  const shown = useOrderOf<ReplicationJob>();
  const { item, gone } = useOpened(all.replication, opened);
  return (
    <Page
      name="Proxmox"
      tabs={<ProxmoxTabs />}
      drawer={item && <JobDrawer job={item} neighbours={shown} gone={gone} key={item.id} />}
      missing={all.loaded && opened !== null && !item ? "This replication job is no longer here." : null}
    >
      {!all.loaded && <div class="panel skeleton tall" role="status" aria-label="Loading replication jobs" />}
      {all.loaded && all.nodes.length === 0 && <NoProxmox />}
      {all.nodes.length > 0 && all.replication.length === 0 && <NothingHere title="No replication jobs">Proxmox copies the disks of guests to other nodes when a replication job says so. None is set up on these nodes.</NothingHere>}
      {all.replication.length > 0 && (
        <section aria-label="Replication jobs">
          <TableToolbar
            search={{ list: "replication", text, hint, label: "Search replication jobs", placeholder: "Search: guest, node:pve2, fails>0 …", known: () => valuesOf(all.replication, { name: (job) => [job.name], node: (job) => [job.source, job.target] }) }}
            what="job"
            found={filtered.length}
            total={all.replication.length}
            modes={false}
            columns={replicationColumns}
            choices={choices}
            choose={choose}
            rows={() => shown.value}
            filters={list.active.length}
            file="replication"
          >
            <StateChips list={list} />
            <Filters list={list} />
          </TableToolbar>
          {filtered.length === 0
            ? <NothingFound what="job" text={text} filters={list.active} />
            : <Table caption="Replication jobs" class="replication" rows={filtered} columns={replicationColumns} choice={choices} selected={opened} keys order={shown} />}
        </section>
      )}
    </Page>
  );
}

function JobDrawer({ job, neighbours, gone }: { job: ReplicationJob; neighbours: Observable<readonly ReplicationJob[]>; gone: boolean }) {
  const time = useObserved(now, (value) => Math.floor(value / 5_000) * 5_000);
  return (
    <Drawer item={job} kind="job" word={job.verdict} facts={[`Job ${job.jobId}`, `${job.source} → ${job.target}`]} neighbours={neighbours} gone={gone}>
      {job.error && <p class="notice critical" role="status">{job.error}</p>}
      <Section title="Details" detail="details">
        <dl class="facts">
          <Fact name="Guest"><a href={`/proxmox/overview?resource=${encodeURIComponent(job.guestId)}`}>{job.name}{job.vmid === null ? "" : ` (${job.vmid})`}</a></Fact>
          <Fact name="From">{job.source}</Fact>
          <Fact name="To">{job.target}</Fact>
          <Fact name="Schedule">{job.schedule}</Fact>
          <Fact name="Last sync">{job.lastSync === null ? "Never" : <span title={exactTime(job.lastSync)}>{relative(job.lastSync, time)}</span>}</Fact>
          <Fact name="Took">{job.duration === null ? null : duration(job.duration)}</Fact>
          <Fact name="Next sync"><NextSync job={job} time={time} /></Fact>
          <Fact name="Failed in a row" grade={job.fails > 0 ? "critical" : "normal"}>{String(job.fails)}</Fact>
          <Fact name="Comment">{job.comment}</Fact>
        </dl>
      </Section>
    </Drawer>
  );
}
