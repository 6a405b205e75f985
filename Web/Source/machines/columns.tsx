import { celsius, exactPercent, load } from "../format/number.ts";
import { relative } from "../format/time.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import { severity } from "../resources/severity.ts";
import { isLive } from "../resources/state.ts";
import type { Column } from "../table/columns.ts";
import { ioColumn, MemoryCell, netColumn, uptimeColumn, UsageCell, usageTitle } from "../table/usageColumns.tsx";

const size = (machine: Machine, kind: "memory" | "disk") => machine.resource[kind] ?? {};

export const machineColumns: readonly Column<Machine>[] = [
  {
    key: "name",
    name: "Machine",
    width: 210,
    first: "asc",
    sort: (row) => row.name,
    text: (row) => row.name,
    cell: (row, { time }) => (
      <span class="identity two">
        <StatusMark state={row.state} />
        <span class="names">
          <b>{row.name}</b>
          <small>{isLive(row.state) ? row.system : row.lastSeen ? `Last seen ${relative(row.lastSeen, time)}` : "Never seen"}</small>
        </span>
      </span>
    ),
  },
  {
    key: "cpu",
    name: "CPU",
    width: 130,
    sort: (row) => row.cpu,
    cell: (row, context) => <UsageCell kind="cpu" metric="cpu" value={row.cpu} resource={row.resource} context={context} title={`CPU ${exactPercent(row.cpu)}${row.cores ? ` of ${row.cores} cores` : ""}`} />,
  },
  {
    key: "memory",
    name: "Memory",
    width: 130,
    sort: (row) => row.memory,
    cell: (row, context) => <MemoryCell row={{ resource: row.resource, memory: row.memory, memoryUsed: size(row, "memory").used ?? null, memoryTotal: size(row, "memory").total ?? null }} context={context} />,
  },
  {
    key: "disk",
    name: "Disk",
    width: 130,
    sort: (row) => row.disk,
    cell: (row, context) => <UsageCell kind="disk" metric="disk" value={row.disk} resource={row.resource} context={context} title={usageTitle("Fullest filesystem or total", row.disk, size(row, "disk").used ?? null, size(row, "disk").total ?? null)} />,
  },
  netColumn<Machine>(700),
  ioColumn<Machine>(900),
  { key: "temperature", name: "Temp", title: "Temperature", align: "right", width: 74, from: 560, sort: (row) => row.temperature, has: (row) => row.temperature !== null, grade: (row) => severity("temperature", row.temperature, row.resource), cell: (row) => celsius(row.temperature) },
  { key: "load", name: "Load", title: "Load of the last minute", align: "right", width: 70, from: 900, sort: (row) => row.load, cell: (row) => isLive(row.state) || row.state === "stale" ? load(row.load) : "—" },
  uptimeColumn(480),
  { key: "agent", name: "Agent", title: "Agent version", width: 80, from: 900, optional: true, sort: (row) => row.resource.agent?.agentVersion ?? null, first: "asc", cell: (row) => row.resource.agent?.agentVersion ?? "—" },
  { key: "kernel", name: "Kernel", width: 130, from: 900, optional: true, sort: (row) => row.resource.agent?.kernelVersion ?? null, first: "asc", cell: (row) => row.resource.agent?.kernelVersion ?? "—" },
  { key: "ip", name: "Address", width: 120, from: 900, optional: true, sort: (row) => row.addresses[0] ?? null, first: "asc", text: (row) => row.addresses.join(" "), cell: (row) => row.addresses[0] ?? "—" },
];
