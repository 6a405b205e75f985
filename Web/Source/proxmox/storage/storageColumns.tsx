import { estate } from "../../estate/estate.ts";
import { diskBytes } from "../../format/bytes.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import { severity } from "../../resources/severity.ts";
import { stateRank, stateWords } from "../../resources/state.ts";
import { distinctRooms, type Storage } from "../../resources/storage.ts";
import { byName } from "../../table/naturalOrder.ts";
import type { Column } from "../../table/columns.ts";
import { UsageCell, usageTitle, weighted } from "../../table/usageColumns.tsx";

/** Worst first: state, reduced protection, then the fullest. */
export function byPriority(left: Storage, right: Storage): number {
  return stateRank(left.state) - stateRank(right.state) || Number(right.protectionReduced) - Number(left.protectionReduced) ||
    Number(right.resource.storage?.rebuildInProgress ?? false) - Number(left.resource.storage?.rebuildInProgress ?? false) ||
    (right.usage ?? -1) - (left.usage ?? -1) || byName(left, right);
}

export function hostText(storage: Storage): string {
  return storage.shared && storage.nodes.length !== 1 ? (storage.nodes.length > 0 ? `${storage.nodes.length} nodes` : "shared") : storage.nodes[0] ?? "";
}

/** Bytes with their sign. */
function signed(bytes: number | undefined): string {
  if (bytes === undefined) return "—";
  return Math.abs(bytes) < 1 ? "0 B" : `${bytes > 0 ? "+" : "−"}${diskBytes(Math.abs(bytes))}`;
}

const sum = (rows: readonly Storage[], read: (row: Storage) => number | null) => distinctRooms(rows).reduce((total, row) => total + (read(row) ?? 0), 0);

const noGrowth: ReadonlyMap<string, number> = new Map();

/** `growth` says how many bytes came to each storage, by its id, over `span`. */
export const storageColumns = (growth: ReadonlyMap<string, number> = noGrowth, span = ""): readonly Column<Storage>[] => [
  {
    key: "name",
    name: "Storage",
    field: "name",
    width: 230,
    first: "asc",
    sort: (row) => row.name,
    cell: (row) => (
      <span class="identity">
        <StatusMark state={row.state} text={row.trouble || undefined} />
        <b>{row.name}</b>
        {row.shared && <small class="badge plain">shared</small>}
        {estate.value.clusters > 1 && row.cluster && <small class="muted">{row.cluster}</small>}
      </span>
    ),
  },
  {
    key: "state",
    name: "State",
    width: 150,
    from: 900,
    first: "asc",
    sort: (row) => stateRank(row.state),
    text: (row) => row.trouble || stateWords[row.state],
    grade: (row) => row.state === "offline" ? "critical" : row.state === "degraded" ? "warning" : "muted",
    cell: (row) => <span class="clip" title={row.trouble}>{row.trouble || stateWords[row.state]}</span>,
  },
  { key: "type", field: "type", name: "Type", width: 90, from: 520, first: "asc", sort: (row) => row.type || null, cell: (row) => row.type || "—" },
  { key: "node", name: "Host", width: 130, from: 640, first: "asc", sort: (row) => hostText(row) || null, text: (row) => row.nodes.join(" "), cell: (row) => <span class="clip" title={row.nodes.join(", ")}>{hostText(row) || "—"}</span> },
  {
    key: "protection",
    name: "Protection",
    width: 110,
    from: 980,
    first: "asc",
    sort: (row) => row.protection || null,
    has: (row) => row.protection !== "" || row.protectionReduced,
    grade: (row) => row.protectionReduced ? "warning" : "",
    cell: (row) => <span>{row.protection || "—"}{row.protectionReduced && <small> reduced</small>}</span>,
  },
  {
    key: "usage",
    field: "usage",
    name: "Usage",
    width: 150,
    sort: (row) => row.usage,
    total: (rows) => {
      const value = weighted(distinctRooms(rows), (row) => row.usage, (row) => row.total);
      return value === null ? null : <span class={`total tabular ${severity("storage", value)}`}>{Math.round(value)} %</span>;
    },
    cell: (row, context) => <UsageCell kind="storage" metric="disk" value={row.usage} resource={row.resource} context={context} title={usageTitle("Used", row.usage, row.used, row.total)} />,
  },
  { key: "used", name: "Used", align: "right", width: 94, from: 560, sort: (row) => row.used, total: (rows) => diskBytes(sum(rows, (row) => row.used)), cell: (row) => diskBytes(row.used) },
  {
    key: "growth",
    name: "Growth",
    title: span ? `Growth in ${span}` : "Growth",
    align: "right",
    width: 98,
    from: 860,
    sort: (row) => growth.get(row.id) ?? null,
    has: (row) => growth.has(row.id),
    text: (row) => String(Math.round(growth.get(row.id) ?? NaN) || ""),
    total: (rows) => signed(sum(rows, (row) => growth.get(row.id) ?? null)),
    grade: (row) => {
      const bytes = growth.get(row.id) ?? 0;
      return bytes >= 1 ? "grows" : bytes <= -1 ? "shrinks" : "muted";
    },
    cell: (row) => signed(growth.get(row.id)),
  },
  { key: "free", name: "Free", align: "right", width: 94, from: 760, sort: (row) => row.free, total: (rows) => diskBytes(sum(rows, (row) => row.free)), cell: (row) => diskBytes(row.free) },
  { key: "total", name: "Size", align: "right", width: 94, from: 460, sort: (row) => row.total, total: (rows) => diskBytes(sum(rows, (row) => row.total)), cell: (row) => diskBytes(row.total) },
  { key: "content", name: "Content", width: 180, from: 1180, first: "asc", sort: (row) => row.content.join() || null, has: (row) => row.content.length > 0, text: (row) => row.content.join(" "), cell: (row) => <span class="clip muted" title={row.content.join(", ")}>{row.content.map((each) => contentWords[each] ?? each).join(", ")}</span> },
];

export const contentWords: Readonly<Record<string, string>> = {
  images: "disks",
  rootdir: "containers",
  vztmpl: "templates",
  iso: "ISO",
  backup: "backups",
  snippets: "snippets",
  import: "imports",
};
