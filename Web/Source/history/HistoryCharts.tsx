import { Chart, type ChartLine } from "../charts/Chart.tsx";
import type { Unit } from "../charts/scale.ts";
import { appended, emptySeries } from "../charts/series.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useMemo } from "../preact.ts";
import { setQuery } from "../shell/router.ts";
import { defaultRange, type History, type Range, rangeLength, ranges } from "./useHistory.ts";

/** One chart: its lines by metric, each with the live value that is put at its end. */
export interface ChartPlan {
  readonly title: string;
  readonly unit: Unit;
  readonly lines: readonly (readonly [metric: string, name: string, token: string, live?: number | null])[];
  /** Drawn, with the reason, also when nothing was measured. */
  readonly always?: boolean;
}

/** Second lines are dashed where two colours alone would have to tell them apart. */
const dashed = new Set(["netout", "diskwrite", "swap", "load5"]);

export function HistoryCharts({ plans, at, range, history, error }: {
  plans: readonly ChartPlan[];
  /** When the live values were measured, milliseconds. */
  at: number | null;
  range: Range;
  history: History | null;
  error: string | null;
}) {
  const step = Math.max(2000, rangeLength(range) / 360);
  const end = useObserved(now, (value) => Math.floor(value / step) * step + step);
  const fresh = history?.range === range ? history : null;
  const charts = useMemo(() =>
    plans.map((plan) => ({
      ...plan,
      lines: plan.lines.flatMap(([metric, name, token, live]): ChartLine[] => {
        const known = fresh?.series[metric];
        if (!known && plan.lines.length > 1 && live === undefined) return [];
        const series = fresh ? appended(known ?? emptySeries, at ?? 0, live ?? null) : emptySeries;
        return [{ name, token, series, dashed: dashed.has(metric) }];
      }),
    })).filter((plan) => plan.lines.some((line) => line.series.times.length > 0) || plan.always), [fresh, plans, range]);

  return (
    <section class="drawer-section" aria-label="History" data-detail="history">
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
            empty={fresh ? "Nothing was measured in this range." : error ? "Could not be read." : "Loading …"}
          />
        ))}
      </div>
    </section>
  );
}
