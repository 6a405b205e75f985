import { diskBytes } from "../../format/bytes.ts";
import { celsius, percent } from "../../format/number.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import type { PhysicalDisk } from "../../resources/physicalDisk.ts";
import { diskTemperature, severity } from "../../resources/severity.ts";
import { stateRank } from "../../resources/state.ts";
import type { Column } from "../../table/columns.ts";

export const diskColumns: readonly Column<PhysicalDisk>[] = [
  { key: "name", field: "name", name: "Disk", width: 220, first: "asc", sort: (row) => row.name, cell: (row) => <span class="identity"><StatusMark state={row.state} text={row.health} /><b>{row.name}</b></span> },
  { key: "device", name: "Device", width: 110, from: 560, first: "asc", sort: (row) => row.device, cell: (row) => <code>{row.device.replace(/^\/dev\//, "")}</code> },
  { key: "node", field: "node", name: "Host", width: 120, from: 480, first: "asc", sort: (row) => row.node || null, cell: (row) => <span class="clip">{row.node || "—"}</span> },
  { key: "type", field: "type", name: "Kind", width: 66, from: 760, first: "asc", sort: (row) => row.type || null, cell: (row) => row.type || "—" },
  { key: "role", field: "role", name: "Role", width: 90, from: 900, first: "asc", sort: (row) => row.role || null, has: (row) => row.role !== "", cell: (row) => <span class="clip">{row.role || "—"}</span> },
  { key: "group", field: "pool", name: "Belongs to", width: 110, from: 760, first: "asc", sort: (row) => row.belongsTo || null, has: (row) => row.belongsTo !== "", cell: (row) => <span class="clip">{row.belongsTo || "—"}</span> },
  {
    key: "health",
    name: "Health",
    width: 170,
    from: 400,
    first: "asc",
    sort: (row) => stateRank(row.state),
    text: (row) => row.reason ? `${row.health}: ${row.reason}` : row.health,
    grade: (row) => row.state === "failed" ? "critical" : row.state === "degraded" ? "warning" : "",
    cell: (row) => <span class="clip" title={row.reason}>{row.health}{row.reason && row.state !== "unknown" && <small class="muted"> {row.reason}</small>}</span>,
  },
  { key: "life", name: "Life left", align: "right", width: 82, from: 640, first: "asc", sort: (row) => row.life, has: (row) => row.life !== null, grade: (row) => row.life === null ? "" : row.life < 20 ? "critical" : row.life < 50 ? "warning" : "", cell: (row) => percent(row.life) },
  { key: "temperature", name: "Temp", title: "Temperature", align: "right", width: 82, sort: (row) => row.temperature, has: (row) => row.temperature !== null || row.asleep, grade: (row) => severity(diskTemperature(row.type), row.temperature, row.resource), cell: (row) => row.asleep ? <span class="muted">asleep</span> : celsius(row.temperature) },
  { key: "size", name: "Size", align: "right", width: 94, from: 440, sort: (row) => row.size, cell: (row) => diskBytes(row.size) },
  { key: "serial", field: "serial", name: "Serial", title: "Serial number", width: 130, from: 1100, first: "asc", sort: (row) => row.serial || null, cell: (row) => <code class="clip">{row.serial || "—"}</code> },
];
