import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { Chart } from "../../charts/Chart.tsx";
import { emptySeries, type Series } from "../../charts/series.ts";
import { estate } from "../../estate/estate.ts";
import { plural } from "../../format/number.ts";
import { duration, exactTime, relative } from "../../format/time.ts";
import { readMetric } from "../../history/readSeries.ts";
import { isObject, type JsonObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useEffect, useMemo, useState } from "../../preact.ts";
import { withThresholds } from "../AlertChart.tsx";
import { inChart, kindOf } from "../alertTypes.ts";
import { type Pair, pairOf } from "../configuration/validation.ts";
import type { Group } from "./group.ts";
import { keyIn, overridables } from "../overrides/overridables.ts";

interface PreviewAnswer {
  readonly resources?: number;
  /** More than a preview looks at. */
  readonly omittedResources?: number;
  readonly alerts?: readonly { readonly id: string; readonly type: string; readonly level: string; readonly resourceName: string; readonly startTime: string; readonly durationSeconds?: number; readonly peak?: number }[];
  readonly totals?: { readonly alerts?: number; readonly critical?: number; readonly messages?: number; readonly resources?: number };
}

const spans = [["24h", 24], ["7d", 168]] as const;

/** What the thresholds as they stand in the form would have meant: the values of one resource with the lines, and the alerts of the whole estate. */
export function Preview({ config, group, metric, pair: given }: { config: JsonObject; group: Group; metric: string; pair: Pair }) {
  const all = useObserved(estate);
  const known = useMemo(() => overridables(group.overrides), [all, group.overrides]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [hours, setHours] = useState<number>(24);
  const [series, setSeries] = useState<Series | null>(null);
  const [answer, setAnswer] = useState<PreviewAnswer | null>(null);
  const [error, setError] = useState<string | null>(null);
  const busiest = useMemo(() => known.reduce<(typeof known)[number] | null>((best, each) => (each.resource.cpu?.current ?? 0) > (best?.resource.cpu?.current ?? -1) ? each : best, null), [group.overrides, known.length]);
  const shown = known.find((each) => each.id === chosen) ?? busiest;
  const type = metric === "storageDefault" ? "usage" : metric;
  const kind = kindOf(type);
  const override = shown && isObject(config.overrides) ? config.overrides[keyIn(config.overrides, shown)] : undefined;
  const pair = (isObject(override) ? pairOf(override[type]) : null) ?? given;
  const start = useMemo(() => Date.now() - hours * 3_600_000, [hours, shown?.id, metric]);
  const target = shown?.resource.metricsTarget;

  useEffect(() => {
    setSeries(null);
    if (!target || !kind.metric) return;
    const abort = new AbortController();
    readMetric(target, kind.metric, start, Date.now(), abort.signal)
      .then(setSeries)
      .catch(() => !abort.signal.aborted && setSeries(emptySeries));
    return () => abort.abort();
  }, [target?.resourceId, metric, hours]);

  const tried = JSON.stringify([group.section === null ? config[metric] : config[group.section], config.overrides, config.customRules, config.timeThresholds, config.metricTimeThresholds]);
  useEffect(() => {
    // Without one of its kind the server would answer for everything.
    if (known.length === 0) return setAnswer(null);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      call<PreviewAnswer>("POST", "/api/alerts/preview", { body: { config, metric: type, hours, resourceIds: chosen && shown ? [shown.id] : [...new Set(known.map((each) => each.id))] }, signal: abort.signal })
        .then((read) => {
          setAnswer(read);
          setError(null);
        })
        .catch((failure: unknown) => !abort.signal.aborted && setError(errorSentence(failure)));
    }, 500);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [tried, metric, hours, chosen, known.length]);

  const lines = useMemo(() => series ? withThresholds(series, kind.word, "--series-1", [[inChart(kind, pair.trigger), "raised at"], [inChart(kind, pair.clear), "over at"]]) : [], [series, pair.trigger, pair.clear]);
  const totals = answer?.totals;
  const alerts = answer?.alerts ?? [];
  return (
    <section class="panel padded stack preview" aria-label="Preview">
      <div class="section-head">
        <h2>Preview: {kind.word}</h2>
        <span class="tools">
          <label class="select">
            Resource
            <select aria-label="Resource" value={shown?.id ?? ""} onChange={(event) => setChosen(event.currentTarget.value || null)}>
              {known.length === 0 && <option value="">none here</option>}
              {known.slice(0, 2000).map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
            </select>
          </label>
          <span class="segments small" role="radiogroup" aria-label="Time range">
            {spans.map(([name, value]) => <button type="button" role="radio" key={name} aria-checked={hours === value} onClick={() => setHours(value)}>{name}</button>)}
          </span>
        </span>
      </div>
      {shown && kind.chart && (series === null
        ? <div class="skeleton short" role="status" aria-label="Loading measured values" />
        : <Chart title={shown.name} unit={kind.chart} lines={lines} start={start} end={start + hours * 3_600_000} empty="No values of that time are kept." />)}
      {error && <p class="muted">What would have been raised is not known: {error}</p>}
      {answer && !error && (
        <div class="preview-result" role="status">
          <p>
            <b>{totals?.alerts === 0 || alerts.length === 0 && !totals ? "No alerts" : plural(totals?.alerts ?? alerts.length, "alert")}</b> of this metric in {hours === 24 ? "24 hours" : "7 days"}
            {(totals?.critical ?? 0) > 0 && <span>, <b class="crit">{totals?.critical} critical</b></span>}
            {totals?.messages !== undefined && <span>, {plural(totals.messages, "message")}</span>}
            <span class="muted"> {chosen && shown ? `for ${shown.name}` : `for ${plural(answer.resources ?? totals?.resources ?? 0, "resource")}`}{(answer.omittedResources ?? 0) > 0 ? `, ${answer.omittedResources} more not looked at` : ""}</span>
            {chosen && <button type="button" class="link" onClick={() => setChosen(null)}>All resources</button>}
          </p>
          {alerts.length > 0 && (
            <ul class="preview-alerts">
              {alerts.slice(0, 6).map((each) => (
                <li key={`${each.id} ${each.startTime}`}>
                  <span class={each.level === "critical" ? "crit" : "warn"}>{each.level}</span> <b>{each.resourceName}</b> <span class="muted" title={exactTime(Date.parse(each.startTime))}>{relative(Date.parse(each.startTime), Date.now())}{each.durationSeconds !== undefined ? `, ${duration(each.durationSeconds)}` : ""}</span>
                </li>
              ))}
              {alerts.length > 6 && <li class="muted">and {alerts.length - 6} more</li>}
            </ul>
          )}
        </div>
      )}
    </section>
  );
}
