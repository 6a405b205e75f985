import { bytes } from "../../format/bytes.ts";
import { exactPercent, percent } from "../../format/number.ts";
import { age, exactTime, uptime } from "../../format/time.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { Tags } from "../../marks/Tags.tsx";
import { h } from "../../preact.ts";
import { diskReasonText, type Guest, guestKindWords } from "../../resources/guest.ts";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import type { Column } from "../../table/columns.ts";
import { ioColumn, netColumn, UsageCell, usageTitle, weighted } from "../../table/usageColumns.tsx";

const day = 86_400;

function diskTitle(guest: Guest): string {
  if (guest.disk === null) return guest.diskReason ? diskReasonText(guest.diskReason) : "Disk: not measured";
  const mounts = (guest.resource.proxmox?.disks ?? []).slice(0, 8).map((disk) => `${disk.mountpoint ?? disk.device}: ${exactPercent(disk.usage)} of ${bytes(disk.total)}`);
  return [usageTitle("Disk", guest.disk, guest.diskUsed, guest.diskTotal), ...mounts, guest.diskReason ? diskReasonText(guest.diskReason) : ""].filter(Boolean).join("\n");
}

function Backup({ guest, time }: { guest: Guest; time: number }) {
  if (guest.backupRunning) return <span class="backup running">running</span>;
  if (guest.backupAt === null) return <span class="crit">None</span>;
  const seconds = (time - guest.backupAt) / 1000;
  const grade = seconds <= day * 1.5 ? "ok" : seconds <= day * 7 ? "warn" : "crit";
  return <span class={`backup ${grade}`} title={`Last backup ${exactTime(guest.backupAt)}`}>{age(seconds)}</span>;
}

export const guestColumns: readonly Column<Guest>[] = [
  {
    key: "name",
    name: "Name",
    width: 210,
    first: "asc",
    sort: (row) => row.name,
    text: (row) => row.name,
    cell: (row) => (
      <span class="identity">
        <StatusMark state={row.state} text={row.parentOffline ? "Node offline" : undefined} />
        <b>{row.name}</b>
        {row.lock && <span class="lock" title={`Locked: ${row.lock}`}><Icon name="lock" /><span class="visually-hidden">locked: {row.lock}</span></span>}
      </span>
    ),
  },
  { key: "vmid", name: "ID", title: "Guest number", align: "right", width: 56, from: 560, first: "asc", sort: (row) => row.vmid, cell: (row) => row.vmid ?? "—" },
  { key: "type", name: "Type", width: 54, from: 640, first: "asc", sort: (row) => guestKindWords[row.kind], cell: (row) => <span class={`kind ${row.kind}`}>{guestKindWords[row.kind]}</span> },
  {
    key: "cpu",
    name: "CPU",
    width: 122,
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
    width: 122,
    sort: (row) => row.memory,
    total: (rows) => percentOf(weighted(rows, (row) => row.memory, (row) => row.memoryTotal)),
    cell: (row, context) => row.state === "stopped" || row.parentOffline
      ? null
      : <UsageCell kind="memory" metric="memory" value={row.memory} resource={row.resource} context={context} title={usageTitle("Memory", row.memory, row.memoryUsed, row.memoryTotal)} />,
  },
  {
    key: "disk",
    name: "Disk",
    width: 122,
    sort: (row) => row.disk,
    cell: (row, context) => <UsageCell kind="disk" metric="disk" value={row.disk} resource={row.resource} context={context} title={diskTitle(row)} />,
  },
  netColumn<Guest>(1000),
  ioColumn<Guest>(1120),
  {
    key: "uptime",
    name: "Uptime",
    align: "right",
    width: 86,
    from: 480,
    sort: (row) => row.uptime,
    grade: (row) => row.state === "running" && row.uptime !== null && row.uptime < 3600 ? "recent" : "",
    cell: (row) => row.uptime === null ? "" : uptime(row.uptime),
  },
  { key: "backup", name: "Backup", title: "Age of the newest backup", align: "right", width: 66, from: 760, sort: (row) => row.backupAt, has: (row) => row.backupAt !== null, cell: (row, { time }) => <Backup guest={row} time={time} /> },
  {
    key: "tags",
    name: "Tags",
    width: 130,
    from: 900,
    first: "asc",
    sort: (row) => row.tags[0] ?? null,
    has: (row) => row.tags.length > 0,
    text: (row) => row.tags.join(" "),
    cell: (row) => <Tags tags={row.tags} most={2} onPick={(tag) => setQuery({ tag })} />,
  },
  { key: "ip", name: "Address", width: 116, from: 1300, first: "asc", sort: (row) => row.addresses[0] ?? null, has: (row) => row.addresses.length > 0, text: (row) => row.addresses.join(" "), cell: (row) => <Address addresses={row.addresses} /> },
  { key: "node", name: "Node", width: 110, from: 900, optional: true, first: "asc", sort: (row) => row.node, cell: (row) => row.node },
  { key: "os", name: "System", title: "Operating system", width: 120, from: 1000, optional: true, first: "asc", sort: (row) => row.system || null, cell: (row) => row.system || "—" },
  { key: "pool", name: "Pool", width: 90, from: 900, optional: true, first: "asc", sort: (row) => row.pool || null, cell: (row) => row.pool || "—" },
  { key: "cpus", name: "vCPU", align: "right", width: 56, from: 900, optional: true, sort: (row) => row.cpus, cell: (row) => row.cpus ?? "—" },
  { key: "assigned", name: "RAM", title: "Assigned memory", align: "right", width: 80, from: 900, optional: true, sort: (row) => row.memoryTotal, cell: (row) => bytes(row.memoryTotal) },
];

function percentOf(value: number | null) {
  return value === null ? null : <span class="total tabular">{percent(value)}</span>;
}

function Address({ addresses }: { addresses: readonly string[] }) {
  const [first, ...others] = addresses;
  if (!first) return <span class="muted">—</span>;
  return <span class="clip" title={addresses.join("\n")}>{first}{others.length > 0 && <small class="muted"> +{others.length}</small>}</span>;
}
