import { Chart } from "../charts/Chart.tsx";
import type { ChartLine } from "../charts/line.ts";
import { appended, emptySeries, type Series } from "../charts/series.ts";
import type { SeriesLookup } from "../history/rowSeries.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useMemo } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";

const minute = 60_000;
const windows: readonly (readonly [length: number, title: string])[] = [
  [5 * minute, "Last 5 minutes"],
  [15 * minute, "Last 15 minutes"],
  [30 * minute, "Last 30 minutes"],
  [60 * minute, "Last hour"],
];

/** A young history fills its charts: the shortest of the windows that holds its first point. */
export function windowFor(first: number, end: number): readonly [length: number, title: string] {
  return windows.find(([length]) => end - first <= length) ?? [60 * minute, "Last hour"];
}

/** The last hour of a small fleet side by side: one line a machine, or in and out of a single one. */
export function FleetCharts({ machines, series: lookup }: { machines: readonly Machine[]; series: SeriesLookup | undefined }) {
  const end = useObserved(now, (value) => Math.floor(value / 5000) * 5000);
  const charts = useMemo(() => {
    const ordered = [...machines].sort((left, right) => left.id < right.id ? -1 : 1);
    const series = (machine: Machine, metric: string, live: number | null): Series => {
      const known = lookup?.(machine.resource, metric) ?? emptySeries;
      return appended(known, machine.lastSeen ?? 0, live);
    };
    const each = (metric: string, pick: (machine: Machine) => number | null, token: string): ChartLine[] =>
      ordered.map((machine, index) => ({
        name: machine.name,
        series: series(machine, metric, pick(machine)),
        token: ordered.length === 1 ? token : `--series-${index + 1}`,
      }));
    const single = ordered.length === 1 ? ordered[0] : undefined;
    return {
      cpu: each("cpu", (machine) => machine.cpu, "--series-cpu"),
      memory: each("memory", (machine) => machine.memory, "--series-memory"),
      network: single
        ? [
          { name: "in", series: series(single, "netin", single.netIn), token: "--series-in" },
          { name: "out", series: series(single, "netout", single.netOut), token: "--series-out", dashed: true },
        ]
        : each("netin", (machine) => machine.netIn, "--series-in"),
      disk: single
        ? [
          { name: "read", series: series(single, "diskread", single.diskRead), token: "--series-read" },
          { name: "write", series: series(single, "diskwrite", single.diskWrite), token: "--series-write", dashed: true },
        ]
        : each("diskwrite", (machine) => machine.diskWrite, "--series-write"),
    };
  }, [machines, lookup]);
  const first = Math.min(end, ...charts.cpu.concat(charts.memory).map((line) => line.series.times[0] ?? end));
  const [length, title] = windowFor(first, end);
  const time = { start: end - length, end, empty: "History fills from now on." };
  const one = machines.length === 1;
  return (
    <section class="fleet" aria-label={title}>
      <h2>{title}</h2>
      <div class="chart-grid">
        <div class="panel padded"><Chart title="CPU" unit="percent" lines={charts.cpu} {...time} /></div>
        <div class="panel padded"><Chart title="Memory" unit="percent" lines={charts.memory} {...time} /></div>
        <div class="panel padded"><Chart title={one ? "Network" : "Network in"} unit="traffic" lines={charts.network} {...time} /></div>
        <div class="panel padded"><Chart title={one ? "Disk I/O" : "Disk writes"} unit="rate" lines={charts.disk} {...time} /></div>
      </div>
    </section>
  );
}
