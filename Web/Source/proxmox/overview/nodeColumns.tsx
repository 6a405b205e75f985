import { estate } from "../../estate/estate.ts";
import { celsius, exactPercent } from "../../format/number.ts";
import { relative } from "../../format/time.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import type { Node } from "../../resources/node.ts";
import { severity } from "../../resources/severity.ts";
import { route, setQuery } from "../../shell/router.ts";
import type { Column } from "../../table/columns.ts";
import { ioColumn, MemoryCell, netColumn, uptimeColumn, UsageCell, usageTitle } from "../../table/usageColumns.tsx";

/** How many guests of a node run, of how many. */
export interface GuestCounts {
  readonly vms: readonly [running: number, total: number];
  readonly containers: readonly [running: number, total: number];
}

const nothing: GuestCounts = { vms: [0, 0], containers: [0, 0] };
let counted: { guests: unknown; counts: Map<string, GuestCounts> } = { guests: null, counts: new Map() };

/** Counted once for each change of the guests. */
export function guestCounts(node: Node): GuestCounts {
  const { guests } = estate.value;
  if (counted.guests !== guests) {
    const counts = new Map<string, { vms: [number, number]; containers: [number, number] }>();
    for (const guest of guests) {
      if (guest.nodeId === null) continue;
      const known = counts.get(guest.nodeId) ?? { vms: [0, 0], containers: [0, 0] };
      const pair = guest.kind === "vm" ? known.vms : known.containers;
      if (guest.state === "running" || guest.state === "degraded") pair[0] += 1;
      pair[1] += 1;
      counts.set(guest.nodeId, known);
    }
    counted = { guests, counts };
  }
  return counted.counts.get(node.id) ?? nothing;
}

/** A click shows the guests that are counted, a second one all again. */
function Ratio({ node, pair, type }: { node: Node; pair: readonly [number, number]; type: "vm" | "lxc" }) {
  const [running, total] = pair;
  if (total === 0) return <span class="muted">—</span>;
  const toggle = () => {
    const { query } = route.value;
    const chosen = query.get("node") === node.id && query.get("type") === type;
    setQuery({ node: chosen ? null : node.id, type: chosen ? null : type });
  };
  const words = `${running} of ${total} ${type === "vm" ? "virtual machines" : "containers"} running`;
  return <button type="button" class="link count-link" aria-label={`${words} on ${node.name}: show them`} title={words} onClick={toggle}>{running}<span class="muted">/{total}</span></button>;
}

/** The single readings behind the hottest one. */
function temperatureTitle(node: Node): string | undefined {
  const details = node.resource.proxmox?.temperatureDetails;
  if (!details) return undefined;
  const readings: readonly (readonly [name: string, value: number | undefined])[] = [
    ["Package", details.cpuPackage],
    ["Hottest core", details.cpuMax],
    ...(details.cores ?? []).slice(0, 16).map(({ core, temp }) => [`Core ${core}`, temp] as const),
    ...(details.nvme ?? []).map(({ device, temp }) => [device, temp] as const),
  ];
  return readings.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${celsius(value)}`).join("\n") || undefined;
}

export const nodeColumns: readonly Column<Node>[] = [
  {
    key: "name",
    name: "Node",
    width: 200,
    first: "asc",
    sort: (row) => row.name,
    href: (row) => row.url,
    cell: (row, { time }) => (
      <span class="identity">
        <StatusMark state={row.state} />
        <b title={row.nativeName === row.name ? undefined : row.nativeName}>{row.name}</b>
        {estate.value.clusters > 1 && row.cluster && <small class="muted">{row.cluster}</small>}
        {row.state === "stale" && row.lastSeen !== null && <small class="muted">seen {relative(row.lastSeen, time)}</small>}
      </span>
    ),
  },
  {
    key: "version",
    name: "Version",
    width: 84,
    from: 860,
    first: "asc",
    sort: (row) => row.version || null,
    cell: (row) => row.version ? <span>{row.version}{row.updates ? <small class="badge" title={`${row.updates} updates pending`}>{row.updates}</small> : null}</span> : "—",
  },
  {
    key: "cpu",
    name: "CPU",
    width: 130,
    sort: (row) => row.cpu,
    cell: (row, context) => <UsageCell kind="cpu" metric="cpu" value={row.cpu} resource={row.resource} context={context} title={`CPU ${exactPercent(row.cpu)}${row.cores ? ` of ${row.cores} threads` : ""}${row.load === null ? "" : `, load ${row.load.toFixed(2)}`}`} />,
  },
  {
    key: "memory",
    name: "Memory",
    width: 130,
    sort: (row) => row.memory,
    cell: (row, context) => <MemoryCell row={row} context={context} />,
  },
  {
    key: "disk",
    name: "Disk",
    title: "Root filesystem",
    width: 130,
    sort: (row) => row.disk,
    cell: (row, context) => <UsageCell kind="disk" metric="disk" value={row.disk} resource={row.resource} context={context} title={usageTitle("Root filesystem", row.disk, row.diskUsed, row.diskTotal)} />,
  },
  netColumn<Node>(1060),
  { ...ioColumn<Node>(1180), optional: true },
  {
    key: "temperature",
    name: "Temp",
    title: "CPU temperature",
    align: "right",
    width: 72,
    from: 640,
    sort: (row) => row.temperature,
    has: (row) => row.temperature !== null,
    grade: (row) => severity("temperature", row.temperature, row.resource),
    cell: (row) => <span title={temperatureTitle(row)}>{celsius(row.temperature)}</span>,
  },
  { key: "vms", name: "VMs", title: "Virtual machines, running of all", align: "right", width: 68, from: 700, sort: (row) => guestCounts(row).vms[1], cell: (row) => <Ratio node={row} pair={guestCounts(row).vms} type="vm" /> },
  { key: "cts", name: "CTs", title: "Containers, running of all", align: "right", width: 68, from: 700, sort: (row) => guestCounts(row).containers[1], cell: (row) => <Ratio node={row} pair={guestCounts(row).containers} type="lxc" /> },
  { key: "cluster", name: "Cluster", width: 110, from: 1000, optional: true, first: "asc", sort: (row) => row.cluster || null, cell: (row) => row.cluster || <span class="muted">standalone</span> },
  uptimeColumn(460),
];
