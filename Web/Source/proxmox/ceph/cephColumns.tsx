import { diskBytes } from "../../format/bytes.ts";
import { count } from "../../format/number.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import type { CephCluster } from "../../resources/cephCluster.ts";
import { stateRank } from "../../resources/state.ts";
import type { Column } from "../../table/columns.ts";
import { UsageCell, usageTitle } from "../../table/usageColumns.tsx";

function sumOf(row: CephCluster, part: "running" | "total"): number {
  return (row.facet.services ?? []).reduce((sum, service) => sum + service[part], 0);
}

export const cephColumns: readonly Column<CephCluster>[] = [
  { key: "name", name: "Cluster", width: 190, first: "asc", sort: (row) => row.name, cell: (row) => <span class="identity"><StatusMark state={row.state} text={row.health} /><b>{row.name}</b></span> },
  {
    key: "health",
    name: "Health",
    width: 230,
    from: 520,
    first: "asc",
    sort: (row) => stateRank(row.state),
    text: (row) => `${row.health} ${row.message}`.trim(),
    grade: (row) => row.state === "failed" ? "critical" : row.state === "degraded" ? "warning" : "",
    cell: (row) => <span class="clip" title={row.message}>{row.health}{row.message && <small class="muted"> {row.message}</small>}</span>,
  },
  {
    key: "osds",
    name: "OSDs",
    title: "OSDs up, in, of all",
    align: "right",
    width: 90,
    sort: (row) => row.facet.numOsds ?? null,
    grade: (row) => row.facet.numOsdsUp !== row.facet.numOsds || row.facet.numOsdsIn !== row.facet.numOsds ? "warning" : "",
    cell: (row) => `${row.facet.numOsdsUp ?? "—"}/${row.facet.numOsdsIn ?? "—"}/${row.facet.numOsds ?? "—"}`,
  },
  { key: "mons", name: "Mons", title: "Monitors", align: "right", width: 60, from: 640, sort: (row) => row.facet.numMons ?? null, cell: (row) => row.facet.numMons ?? "—" },
  { key: "pgs", name: "PGs", title: "Placement groups", align: "right", width: 70, from: 760, sort: (row) => row.facet.numPGs ?? null, cell: (row) => row.facet.numPGs === undefined ? "—" : count(row.facet.numPGs) },
  { key: "pools", name: "Pools", align: "right", width: 60, from: 760, sort: (row) => row.facet.pools?.length ?? null, cell: (row) => row.facet.pools?.length ?? "—" },
  {
    key: "services",
    name: "Services",
    title: "Services that run, of all",
    align: "right",
    width: 76,
    from: 860,
    sort: (row) => sumOf(row, "total"),
    has: (row) => (row.facet.services ?? []).length > 0,
    grade: (row) => sumOf(row, "running") < sumOf(row, "total") ? "warning" : "",
    cell: (row) => `${sumOf(row, "running")}/${sumOf(row, "total")}`,
  },
  { key: "fsid", name: "FSID", width: 220, from: 1000, optional: true, first: "asc", sort: (row) => row.facet.fsid ?? null, cell: (row) => <code class="clip">{row.facet.fsid ?? "—"}</code> },
  { key: "usage", name: "Usage", width: 150, sort: (row) => row.usage, cell: (row, context) => <UsageCell kind="storage" metric="disk" value={row.usage} resource={row.resource} context={context} title={usageTitle("Used", row.usage, row.used, row.total)} /> },
  { key: "size", name: "Capacity", align: "right", width: 90, from: 480, sort: (row) => row.total, cell: (row) => diskBytes(row.total) },
];
