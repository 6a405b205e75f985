import { bytes } from "../../format/bytes.ts";
import { exactPercent, percent } from "../../format/number.ts";
import { relative } from "../../format/time.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { Tags } from "../../marks/Tags.tsx";
import { h } from "../../preact.ts";
import { type Guest, guestKindWords } from "../../resources/guest.ts";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import type { Column } from "../../table/columns.ts";
import { ioColumn, netColumn, uptimeColumn, UsageCell, weighted } from "../../table/usageColumns.tsx";
import { Addresses } from "./Addresses.tsx";
import { BackupAge, BackupWarning } from "./BackupAge.tsx";
import { GuestDisk, GuestMemory, type MemoryBasis, memoryOfNode } from "./guestUsage.tsx";

const columns = (basis: MemoryBasis): readonly Column<Guest>[] => [
  {
    key: "name",
    name: "Name",
    width: 210,
    first: "asc",
    sort: (row) => row.name,
    text: (row) => row.name,
    field: "name",
    href: (row) => row.url,
    cell: (row, { time }) => (
      <span class="identity">
        <StatusMark state={row.state} text={row.parentOffline ? "Node offline" : undefined} />
        <b>{row.name}</b>
        {row.state === "stale" && row.lastSeen !== null && <small class="muted">seen {relative(row.lastSeen, time)}</small>}
        <BackupWarning guest={row} time={time} />
        {row.lock && <span class="lock" title={`Locked: ${row.lock}`}><Icon name="lock" /><span class="visually-hidden">locked: {row.lock}</span></span>}
      </span>
    ),
  },
  { key: "vmid", field: "vmid", name: "ID", title: "Guest number", align: "right", width: 56, from: 560, first: "asc", sort: (row) => row.vmid, cell: (row) => row.vmid ?? "—" },
  { key: "type", field: "type", name: "Type", width: 54, from: 640, first: "asc", sort: (row) => guestKindWords[row.kind], cell: (row) => <span class={`kind ${row.kind}`}>{guestKindWords[row.kind]}</span> },
  {
    key: "cpu",
    name: "CPU",
    width: 122,
    field: "cpu",
    sort: (row) => row.cpu,
    total: (rows) => percentOf(weighted(rows, (row) => row.cpu, (row) => row.cpus ?? 1)),
    cell: (row, context) => row.parentOffline
      ? <span class="muted">node offline</span>
      : row.state === "stopped"
      ? null
      : <UsageCell kind="cpu" metric="cpu" value={row.cpu} resource={row.resource} context={context} title={`CPU ${exactPercent(row.cpu)}${row.cpus ? ` of ${row.cpus} vCPU` : ""}`} />,
  },
  {
    key: "memory",
    name: "Memory",
    title: basis === "host" ? "Memory, share of the node's" : "Memory, share of what is assigned",
    width: 122,
    field: "memory",
    sort: (row) => basis === "host" ? memoryOfNode(row) : row.memory,
    total: (rows) => percentOf(basis === "host" ? sumOf(rows, memoryOfNode) : weighted(rows, (row) => row.memory, (row) => row.memoryTotal)),
    cell: (row, context) => row.state === "stopped" || row.parentOffline ? null : <GuestMemory guest={row} basis={basis} context={context} />,
  },
  {
    key: "disk",
    name: "Disk",
    width: 122,
    field: "disk",
    sort: (row) => row.disk,
    total: (rows) => percentOf(weighted(rows, (row) => row.disk, (row) => row.diskTotal)),
    cell: (row, context) => <GuestDisk guest={row} context={context} />,
  },
  netColumn<Guest>(1000),
  ioColumn<Guest>(1120),
  uptimeColumn(480),
  { key: "backup", name: "Backup", title: "Age of the newest backup", align: "right", width: 66, from: 760, sort: (row) => row.backupAt, has: (row) => row.backupAt !== null, cell: (row, { time }) => <BackupAge guest={row} time={time} /> },
  {
    key: "tags",
    name: "Tags",
    field: "tag",
    width: 130,
    from: 900,
    first: "asc",
    sort: (row) => row.tags[0] ?? null,
    has: (row) => row.tags.length > 0,
    text: (row) => row.tags.join(" "),
    cell: (row) => <Tags tags={row.tags} most={2} onPick={(tag) => setQuery({ tag })} />,
  },
  { key: "ip", field: "ip", name: "Address", width: 116, from: 1300, first: "asc", sort: (row) => row.addresses[0] ?? null, has: (row) => row.addresses.length > 0, text: (row) => row.addresses.join(" "), cell: (row) => <Addresses guest={row} /> },
  { key: "node", field: "node", name: "Node", width: 110, from: 900, optional: true, first: "asc", sort: (row) => row.node, cell: (row) => row.node },
  { key: "os", field: "os", name: "System", title: "Operating system", width: 120, from: 1000, optional: true, first: "asc", sort: (row) => row.system || null, cell: (row) => row.system || "—" },
  { key: "pool", field: "pool", name: "Pool", width: 90, from: 900, optional: true, first: "asc", sort: (row) => row.pool || null, cell: (row) => row.pool || "—" },
  { key: "cpus", name: "vCPU", align: "right", width: 56, from: 900, optional: true, sort: (row) => row.cpus, cell: (row) => row.cpus ?? "—" },
  { key: "assigned", name: "RAM", title: "Assigned memory", align: "right", width: 80, from: 900, optional: true, sort: (row) => row.memoryTotal, cell: (row) => bytes(row.memoryTotal) },
];

const made: Readonly<Record<MemoryBasis, readonly Column<Guest>[]>> = { guest: columns("guest"), host: columns("host") };

/** The columns of guests, with memory as a share of what they were given or of what their nodes have. */
export function guestColumns(basis: MemoryBasis): readonly Column<Guest>[] {
  return made[basis];
}

/** What several guests take of one node together. */
function sumOf(rows: readonly Guest[], share: (row: Guest) => number | null): number | null {
  const known = rows.filter((row) => share(row) !== null);
  return known.length === 0 || new Set(known.map((row) => row.nodeId)).size > 1 ? null : known.reduce((sum, row) => sum + (share(row) ?? 0), 0);
}

function percentOf(value: number | null) {
  return value === null ? null : <span class="total tabular">{percent(value)}</span>;
}
