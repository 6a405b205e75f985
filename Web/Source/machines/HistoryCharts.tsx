import { Chart, type ChartLine } from "../charts/Chart.tsx";
import type { Unit } from "../charts/scale.ts";
import { appended, emptySeries } from "../charts/series.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useMemo } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import { setQuery } from "../shell/router.ts";
import { defaultRange, type History, type Range, rangeLength, ranges } from "./history.ts";

interface Plan {
  readonly title: string;
  readonly unit: Unit;
  readonly lines: readonly (readonly [metric: string, name: string, token: string, live?: (machine: Machine) => number | null])[];
}

const plans: readonly Plan[] = [
  { title: "CPU", unit: "percent", lines: [["cpu", "CPU", "--series-cpu", (machine) => machine.cpu]] },
  { title: "Memory", unit: "percent", lines: [["memory", "memory", "--series-memory", (machine) => machine.memory], ["swap", "swap", "--series-swap"]] },
  {
    title: "Network",
    unit: "rate",
    lines: [["netin", "in", "--series-in", (machine) => machine.netIn], ["netout", "out", "--series-out", (machine) => machine.netOut]],
  },
  {
    title: "Disk I/O",
    unit: "rate",
    lines: [["diskread", "read", "--series-read", (machine) => machine.diskRead], ["diskwrite", "write", "--series-write", (machine) => machine.diskWrite]],
  },
  {
    title: "Load",
    unit: "number",
    lines: [["load1", "1 min", "--series-1", (machine) => machine.load], ["load5", "5 min", "--series-2"], ["load15", "15 min", "--series-3"]],
  },
  {
    title: "Pressure",
    unit: "percent",
    lines: [["psi_cpu_some", "CPU", "--series-cpu"], ["psi_memory_some", "memory", "--series-memory"], ["psi_io_some", "I/O", "--series-read"]],
  },
  { title: "Disk usage", unit: "percent", lines: [["disk", "used", "--series-disk", (machine) => machine.disk]] },
  { title: "Temperature", unit: "celsius", lines: [["temperature", "temperature", "--series-temp", (machine) => machine.temperature]] },
];

/** Second lines are dashed where two colours alone would have to tell them apart. */
const dashed = new Set(["netout", "diskwrite", "swap", "load5"]);

export function HistoryCharts({ machine, range, history, error }: { machine: Machine; range: Range; history: History | null; error: string | null }) {
  const step = Math.max(2000, rangeLength(range) / 360);
  const end = useObserved(now, (value) => Math.floor(value / step) * step + step);
  const fresh = history?.range === range ? history : null;
  const charts = useMemo(() =>
    plans.map((plan) => ({
      ...plan,
      lines: plan.lines.flatMap(([metric, name, token, live]): ChartLine[] => {
        const known = fresh?.series[metric];
        if (!known && plan.lines.length > 1 && !live) return [];
        const series = fresh ? appended(known ?? emptySeries, machine.lastSeen ?? 0, live?.(machine) ?? null) : emptySeries;
        return [{ name, token, series, dashed: dashed.has(metric) }];
      }),
    })).filter((plan) => plan.lines.some((line) => line.series.times.length > 0) || plan.title === "CPU" || plan.title === "Memory"), [fresh, machine, range]);

  return (
    <section class="drawer-section" aria-label="History">
      <header class="section-head">
        <h3>History</h3>
        <div class="segments small" role="radiogroup" aria-label="Time range">
          {ranges.map((each) => (
            <button
              type="button"
              role="radio"
              key={each}
              aria-checked={each === range}
              onClick={() => setQuery({ range: each === defaultRange ? null : each })}
            >
              {each}
            </button>
          ))}
        </div>
      </header>
      {error && <p class="notice warning" role="status">{error} The charts show what was read before.</p>}
      <div class={`chart-grid ${fresh ? "" : "loading"}`}>
        {charts.map((chart) => (
          <Chart
            key={chart.title}
            title={chart.title}
            unit={chart.unit}
            lines={chart.lines}
            start={end - rangeLength(range)}
            end={end}
            empty={fresh ? "Nothing was measured in this range." : "Loading …"}
          />
        ))}
      </div>
    </section>
  );
}

