import { Chart } from "../charts/Chart.tsx";
import type { ChartLine } from "../charts/line.ts";
import type { Unit } from "../charts/scale.ts";
import { appended, emptySeries } from "../charts/series.ts";
import { readable, type Span } from "../charts/span.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useMemo, useRef } from "../preact.ts";
import { isGuest } from "../resources/guest.ts";
import { Icon } from "../shell/Icon.tsx";
import { setQuery } from "../shell/router.ts";
import { tellShownSpan } from "../shell/shownSpan.ts";
import { emptyReason } from "./emptyReason.ts";
import { marksOf } from "./events.ts";
import { forecastSeries, forecastText } from "./forecast.ts";
import { planDays } from "./plan.ts";
import { RangeChoice } from "./RangeChoice.tsx";
import { StateStrip } from "./StateStrip.tsx";
import { useForecast } from "./useForecast.ts";
import { useInView } from "./useInView.ts";
import type { History } from "./useHistory.ts";
import { rangeLength } from "./view.ts";

/** One chart: its lines by metric, each with the live value that is put at its end. */
export interface ChartPlan {
  readonly title: string;
  readonly unit: Unit;
  readonly lines: readonly (readonly [metric: string, name: string, token: string, live?: number | null])[];
  /** Drawn, with the reason, also when nothing was measured. */
  readonly always?: boolean;
  /** Where the used share goes is drawn forward. */
  readonly forecast?: boolean;
}

/** How far a forecast is drawn, as a share of the range; within a shorter range than a day nothing is seen of it. */
const ahead = 0.35, shortestForecast = rangeLength("24h");

/** Second lines are dashed where two colours alone would have to tell them apart. */
const dashed = new Set(["netout", "diskwrite", "swap", "load5"]);

export function HistoryCharts({ plans, at, history }: {
  plans: readonly ChartPlan[];
  /** When the live values were measured, milliseconds. */
  at: number | null;
  history: History;
}) {
  const { view: { range, span, comparison }, series: known, earlier, fresh, error, locked, happened, resource } = history;
  const grid = useRef<HTMLDivElement>(null);
  useInView(grid, history.seen);
  const step = Math.max(2000, rangeLength(range) / 360);
  const next = useObserved(now, (value) => Math.floor(value / step) * step + step);
  const shown: Span = span ?? { from: next - rangeLength(range), to: next };
  const latest = useRef(shown);
  latest.current = { from: shown.from, to: Math.min(shown.to, Date.now()) };
  useEffect(() => tellShownSpan(() => latest.current), []);
  const length = rangeLength(range);
  const foreseen = useForecast(resource.id, !locked && span === null && length >= shortestForecast && plans.some((plan) => plan.forecast));
  const charts = useMemo(() =>
    plans.map((plan) => ({
      ...plan,
      note: plan.forecast && foreseen ? forecastText(foreseen, next) : "",
      until: plan.forecast && foreseen ? next + length * ahead : null,
      marks: marksOf(happened?.events ?? [], plan.lines.map(([metric]) => metric), next),
      lines: plan.lines.flatMap(([metric, name, token, live]): ChartLine[] => {
        const past = known?.[metric];
        if (!past && plan.lines.length > 1 && (live ?? null) === null) return [];
        const series = !known ? emptySeries : span || !fresh ? past ?? emptySeries : appended(past ?? emptySeries, at ?? 0, live ?? null);
        return [{ name, token, series, dashed: dashed.has(metric) }];
      }).concat(plan.lines.flatMap(([metric, name, token]): ChartLine[] => {
        const before = earlier?.[metric];
        return before ? [{ name, token, series: before, ghost: true }] : [];
      })).concat(plan.forecast && foreseen ? [{ name: "forecast", token: plan.lines[0]?.[2] ?? "", series: forecastSeries(foreseen, next, next + length * ahead), ghost: true }] : []),
    })).filter((plan) => plan.lines.some((line) => !line.ghost && line.series.times.length > 0) || plan.always), [known, earlier, plans, span, fresh, happened, foreseen]);
  const empty = known ? emptyReason(resource, span !== null) : error ? "Could not be read." : "Loading …";

  return (
    <section class="drawer-section" aria-label="History" data-detail="history">
      <header class="section-head">
        <h3>History</h3>
        <RangeChoice view={history.view} />
      </header>
      {error && <p class="notice warning" role="status">{error} The charts show what was read before.</p>}
      {happened && !locked && <StateStrip states={happened.states} from={shown.from} to={latest.current.to} rests={isGuest(resource)} />}
      {locked ? <Locked /> : (
        <div class={`chart-grid ${fresh ? "" : "loading"}`} ref={grid}>
          {charts.map((chart) => (
            <Chart
              key={chart.title}
              title={chart.title}
              subject={resource.displayName || resource.name}
              unit={chart.unit}
              lines={chart.lines}
              start={shown.from}
              end={span === null && chart.until !== null ? shown.to + length * ahead : shown.to}
              note={chart.note}
              empty={empty}
              marks={chart.marks}
              compared={comparison === "7d" ? "seven days earlier" : "a day earlier"}
              zoomed={span !== null}
              onZoom={zoom}
            />
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
