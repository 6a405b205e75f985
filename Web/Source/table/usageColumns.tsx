import { Sparkline } from "../charts/Sparkline.tsx";
import { bytes, diskBytes, unknown } from "../format/bytes.ts";
import { exactPercent, percent } from "../format/number.ts";
import { uptime } from "../format/time.ts";
import { MemoryTrack } from "../marks/MemoryTrack.tsx";
import { Meter } from "../marks/Meter.tsx";
import { Pair } from "../marks/Pair.tsx";
import { type Children, h } from "../preact.ts";
import { both, type Load } from "../resources/measured.ts";
import { memoryParts } from "../resources/memoryParts.ts";
import type { Resource } from "../resources/resource.ts";
import { type Graded, severity } from "../resources/severity.ts";
import { isLive } from "../resources/state.ts";
import type { CellContext, Column } from "./columns.ts";
import type { Row } from "./row.ts";

export type Loaded = Row & Pick<Load, "cpu" | "memory" | "disk" | "netIn" | "netOut" | "diskRead" | "diskWrite"> & { readonly resource: Resource };

/** A share in use, as a bar or as the line of its last hours. */
export function UsageCell({ kind, metric, value, title, resource, context, track }: {
  kind: Graded;
  metric: string;
  value: number | null;
  title?: string | undefined;
  resource: Resource;
  context: CellContext;
  track?: Children;
}) {
  const series = context.mode === "lines" ? context.series(resource, metric) : undefined;
  if (!series) return <Meter kind={kind} value={value} title={title} resource={resource} track={track} />;
  return (
    <span class={`trend ${severity(kind, value, resource)}`} title={title}>
      <Sparkline series={series} token={kind === "cpu" || kind === "memory" ? `--series-${kind}` : "--series-disk"} high={peak(series.highs)} />
      <span class="meter-value">{percent(value)}</span>
    </span>
  );
}

/** A sparkline shows shape: its scale ends at its own peak, but never below 10 %. */
function peak(values: Float64Array): number {
  return Math.max(10, highest(values)) * 1.1;
}

function highest(values: Float64Array): number {
  let high = 0;
  for (const value of values) if (value > high) high = value;
  return high;
}

/** `written` writes sizes: those of disks may be counted otherwise. */
export function usageTitle(name: string, value: number | null, used: number | null, total: number | null, written: (value: number) => string = diskBytes): string {
  if (value === null) return `${name}: not measured`;
  const sizes = used !== null && total !== null ? `, ${written(used)} of ${written(total)}, ${written(Math.max(0, total - used))} free` : "";
  return `${name}: ${exactPercent(value)}${sizes}`;
}

interface Sized {
  readonly resource: Resource;
  readonly memory: number | null;
  readonly memoryUsed: number | null;
  readonly memoryTotal: number | null;
}

/** Memory as a bar of what is used, cached, held and swapped. */
export function MemoryCell({ row, context }: { row: Sized; context: CellContext }) {
  const parts = memoryParts(row.resource);
  const title = [
    usageTitle("Memory", row.memory, row.memoryUsed, row.memoryTotal, bytes),
    parts.cache ? `${bytes(parts.cache)} of cache can be taken back` : "",
    parts.balloon && row.memoryTotal !== null && parts.balloon < row.memoryTotal ? `held to ${bytes(parts.balloon)} by its balloon` : "",
    parts.swapTotal ? `Swap: ${bytes(parts.swapUsed)} of ${bytes(parts.swapTotal)}` : "",
  ].filter(Boolean).join("\n");
  return <UsageCell kind="memory" metric="memory" value={row.memory} resource={row.resource} context={context} title={title} track={<MemoryTrack used={row.memory} total={row.memoryTotal} parts={parts} />} />;
}

const rateTokens = { traffic: ["--series-in", "--series-out"], disk: ["--series-read", "--series-write"] } as const;

/** Two rates, each with the line of its last hours where lines are wanted; both lines have one scale. */
function RatePair({ kind, row, values, metrics, context }: {
  kind: keyof typeof rateTokens;
  row: Loaded;
  values: readonly [number | null, number | null];
  metrics: readonly [string, string];
  context: CellContext;
}) {
  const series = metrics.map((metric) => context.mode === "lines" ? context.series(row.resource, metric) : undefined);
  const high = Math.max(1, ...series.map((each) => each ? highest(each.highs) : 0));
  const lines = series.map((each, index) => each && <Sparkline key={index} series={each} token={rateTokens[kind][index] ?? ""} high={high} width={34} height={13} />);
  return <Pair first={values[0]} second={values[1]} kind={kind} lines={lines} />;
}

export function netColumn<R extends Loaded>(from: number): Column<R> {
  return {
    key: "net",
    name: "Network",
    align: "right",
    width: 116,
    from,
    sort: (row) => both(row.netIn, row.netOut),
    outliers: true,
    has: (row) => row.netIn !== null,
    text: (row) => `${row.netIn ?? ""} ${row.netOut ?? ""}`.trim(),
    cell: (row, context) => row.netIn === null && row.netOut === null ? unknown : <RatePair kind="traffic" row={row} values={[row.netIn, row.netOut]} metrics={["netin", "netout"]} context={context} />,
  };
}

export function ioColumn<R extends Loaded>(from: number): Column<R> {
  return {
    key: "io",
    name: "Disk I/O",
    align: "right",
    width: 116,
    from,
    sort: (row) => both(row.diskRead, row.diskWrite),
    outliers: true,
    has: (row) => row.diskRead !== null,
    text: (row) => `${row.diskRead ?? ""} ${row.diskWrite ?? ""}`.trim(),
    cell: (row, context) => row.diskRead === null && row.diskWrite === null ? unknown : <RatePair kind="disk" row={row} values={[row.diskRead, row.diskWrite]} metrics={["diskread", "diskwrite"]} context={context} />,
  };
}

/** How long something is up; a fresh start stands out. */
export function uptimeColumn<R extends Row & { readonly uptime: number | null }>(from: number): Column<R> {
  const restarted = (row: R) => isLive(row.state) && row.uptime !== null && row.uptime < 3600;
  return {
    key: "uptime",
    name: "Uptime",
    align: "right",
    width: 90,
    from,
    sort: (row) => row.uptime,
    grade: (row) => restarted(row) ? "recent" : "",
    cell: (row) => {
      if (row.uptime === null || row.state === "offline") return row.state === "stopped" ? "" : unknown;
      return restarted(row) ? <span title="Restarted within the last hour">{uptime(row.uptime)}<span class="visually-hidden"> restarted</span></span> : uptime(row.uptime);
    },
  };
}

/** Mean of shares, each weighted: by cores for CPU, by size for memory. `null` when nothing is known. */
export function weighted<R>(rows: readonly R[], share: (row: R) => number | null, weight: (row: R) => number | null): number | null {
  let sum = 0, whole = 0;
  for (const row of rows) {
    const value = share(row), size = weight(row);
    if (value === null || size === null) continue;
    sum += value * size;
    whole += size;
  }
  return whole === 0 ? null : sum / whole;
}
