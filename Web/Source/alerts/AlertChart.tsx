import { Chart } from "../charts/Chart.tsx";
import type { ChartLine } from "../charts/line.ts";
import type { Mark } from "../charts/marks.ts";
import { emptySeries, type Series } from "../charts/series.ts";
import { Section } from "../drawer/Section.tsx";
import { marksOf } from "../history/events.ts";
import { readMetric } from "../history/readSeries.ts";
import { useEvents } from "../history/useEvents.ts";
import { h, useEffect, useMemo, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import type { Alert } from "./alert.ts";
import { inChart, kindOf } from "./alertTypes.ts";

const hour = 3_600_000, day = 24 * hour;

/** The measured values from an hour before to an hour after, with the lines at which it was raised and is over, and what else happened then. */
export function AlertChart({ alert, end, resource }: { alert: Alert; end: number | null; resource: Resource | undefined }) {
  const kind = kindOf(alert.type);
  const [series, setSeries] = useState<Series | null>(null);
  const start = (alert.startTime ?? Date.now()) - hour;
  const until = Math.min(Date.now(), (end ?? Date.now()) + hour);
  const metric = kind.metric, target = resource?.metricsTarget;
  useEffect(() => {
    if (!metric || !target) return;
    const abort = new AbortController();
    readMetric(target, metric, start, until, abort.signal).then(setSeries).catch(() => !abort.signal.aborted && setSeries(emptySeries));
    return () => abort.abort();
  }, [metric, target?.resourceId, alert.startTime]);
  const lines = useMemo(() => series ? withThresholds(series, kind.word, "--series-1", [[alert.threshold, "raised at"], [Number(alert.metadata.clearThreshold) || null, "over at"]].map(([value, name]) => [value === null ? null : inChart(kind, Number(value)), String(name)] as const)) : [], [series]);
  const happened = useEvents(resource, Math.ceil((Date.now() - start) / day));
  const marks = useMemo((): readonly Mark[] => [
    { from: alert.startTime ?? start, to: end ?? until, tone: alert.level, icon: "alert", text: alert.message, href: null },
    // What else happened then; the alert itself is among its incidents.
    ...marksOf((happened?.events ?? []).filter((event) => event.until === null), [metric ?? ""], until),
  ], [happened, end]);
  if (!metric || !kind.chart || !target) return null;
  return (
    <Section title="Measured values" short="Values" detail="values">
      {series === null
        ? <div class="skeleton short" role="status" aria-label="Loading measured values" />
        : <Chart title={`${kind.word}, an hour before to ${end === null ? "now" : "an hour after"}`} unit={kind.chart} lines={lines} marks={marks} start={start} end={until} empty="No values of that time are kept." />}
    </Section>
  );
}

/** A line of values with level lines through the same moments. */
export function withThresholds(series: Series, name: string, token: string, levels: readonly (readonly [value: number | null, name: string])[]): readonly ChartLine[] {
  const level = (value: number): Series => {
    const flat = series.values.map(() => value);
    return { times: series.times, values: flat, lows: flat, highs: flat };
  };
  const tokens = ["--series-temp", "--series-swap"];
  return [
    { name, token, series },
    ...levels.flatMap(([value, of], index): ChartLine[] => value === null || value <= 0 || series.times.length === 0 ? [] : [{ name: of, token: tokens[index] ?? "--series-swap", series: level(value), dashed: true }]),
  ];
}
