import { Chart, type ChartLine } from "../charts/Chart.tsx";
import type { Unit } from "../charts/scale.ts";
import { appended, emptySeries } from "../charts/series.ts";
import { readable, type Span } from "../charts/span.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useMemo } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { setQuery } from "../shell/router.ts";
import { planDays } from "./plan.ts";
import { RangeChoice } from "./RangeChoice.tsx";
import type { History } from "./useHistory.ts";
import { rangeLength } from "./view.ts";

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

export function HistoryCharts({ plans, at, history }: {
  plans: readonly ChartPlan[];
  /** When the live values were measured, milliseconds. */
  at: number | null;
  history: History;
}) {
  const { view: { range, span }, series: known, fresh, error, locked } = history;
  const step = Math.max(2000, rangeLength(range) / 360);
  const next = useObserved(now, (value) => Math.floor(value / step) * step + step);
  const shown: Span = span ?? { from: next - rangeLength(range), to: next };
  const charts = useMemo(() =>
    plans.map((plan) => ({
      ...plan,
      lines: plan.lines.flatMap(([metric, name, token, live]): ChartLine[] => {
        const past = known?.[metric];
        if (!past && plan.lines.length > 1 && live === undefined) return [];
        const series = !known ? emptySeries : span || !fresh ? past ?? emptySeries : appended(past ?? emptySeries, at ?? 0, live ?? null);
        return [{ name, token, series, dashed: dashed.has(metric) }];
      }),
    })).filter((plan) => plan.lines.some((line) => line.series.times.length > 0) || plan.always), [known, plans, span, fresh]);
  const empty = known ? "Nothing was measured in this range." : error ? "Could not be read." : "Loading …";

  return (
    <section class="drawer-section" aria-label="History" data-detail="history">
      <header class="section-head">
        <h3>History</h3>
        <RangeChoice view={history.view} />
      </header>
      {error && <p class="notice warning" role="status">{error} The charts show what was read before.</p>}
      {locked ? <Locked /> : (
        <div class={`chart-grid ${fresh ? "" : "loading"}`}>
          {charts.map((chart) => (
            <Chart key={chart.title} title={chart.title} unit={chart.unit} lines={chart.lines} start={shown.from} end={shown.to} empty={empty} zoomed={span !== null} onZoom={zoom} />
          ))}
        </div>
      )}
    </section>
  );
}

/** A part is chosen for all charts of the page; Back undoes it. Nothing is later than now. */
function zoom(span: Span | null): void {
  if (!span) return setQuery({ from: null, to: null }, "push");
  const { from, to } = readable(span);
  const over = Math.max(0, to - Date.now());
  setQuery({ from: String(Math.round(from - over)), to: String(Math.round(to - over)) }, "push");
}

function Locked() {
  const days = useObserved(planDays);
  return (
    <p class="notice" role="status">
      <Icon name="lock" /> This plan shows {days} days of history. Longer ranges need a licence with long-term metrics; what is measured now is kept for them.
    </p>
  );
}
