import type { ChartsAnswer, HistoryAnswer, HistoryPoint } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { type Series, seriesOf } from "../charts/series.ts";
import { useEffect, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import type { Range } from "./view.ts";

/** The series of one resource; each is made ready for drawing when it is first asked for. */
export class RowSeries {
  readonly #points: Readonly<Record<string, readonly HistoryPoint[]>>;
  readonly #made = new Map<string, Series>();

  constructor(points: Readonly<Record<string, readonly HistoryPoint[]>>, readonly readAt: number) {
    this.#points = points;
  }

  get(metric: string): Series | undefined {
    const points = this.#points[metric];
    if (!points || points.length < 2) return undefined;
    const series = this.#made.get(metric) ?? seriesOf(points);
    this.#made.set(metric, series);
    return series;
  }
}

export type SeriesLookup = (resource: Resource, metric: string) => Series | undefined;

const reloadEvery = 30_000;
/** Above this many resources one answer with all series would be larger than it is worth: each visible row asks for its own. */
export const mostInOneAnswer = 300;
const mostInFlight = 6;
const mostKept = 400;

/** How far back the lines of rows can go. */
export const lineRanges = ["1h", "12h", "24h", "7d"] as const satisfies readonly Range[];
export type LineRange = (typeof lineRanges)[number];

/** The last hours of rows that are shown; read again every 30 s while the page is visible. Nothing is read while not `wanted`. */
export function useRowSeries(wanted: boolean, resources: number, range: LineRange = "1h"): SeriesLookup | undefined {
  const [lookup, setLookup] = useState<{ of: SeriesLookup } | null>(null);
  const together = resources <= mostInOneAnswer;
  useEffect(() => {
    if (!wanted) return setLookup(null);
    return (together ? readTogether : readSingly)(range, (of) => setLookup({ of }));
  }, [wanted, together, range]);
  return lookup?.of;
}

function readTogether(range: LineRange, show: (lookup: SeriesLookup) => void): () => void {
  const abort = new AbortController();
  const load = async () => {
    if (document.hidden) return;
    try {
      const known = readCharts(await getJson<ChartsAnswer>(`/api/charts?range=${range}`, abort.signal));
      show((resource, metric) => known.get(resource.metricsTarget?.resourceId ?? resource.id)?.get(metric));
    } catch {
      // A sparkline is an extra: the row keeps its numbers, the next round tries again.
    }
  };
  void load();
  const timer = setInterval(() => void load(), reloadEvery);
  // The first minutes of a new installation fill quickly.
  const soon = setTimeout(() => void load(), 12_000);
  return () => {
    abort.abort();
    clearInterval(timer);
    clearTimeout(soon);
  };
}

/** Rows ask while they are drawn; six requests are in flight at most, and the newest wish comes first. */
function readSingly(range: LineRange, show: (lookup: SeriesLookup) => void): () => void {
  const abort = new AbortController();
  const known = new Map<string, RowSeries>();
  const wishes = new Map<string, Resource>();
  let inFlight = 0, shown: ReturnType<typeof setTimeout> | undefined;

  const lookup: SeriesLookup = (resource, metric) => {
    const series = known.get(resource.id);
    if (!series || performance.now() - series.readAt > reloadEvery) {
      wishes.delete(resource.id);
      wishes.set(resource.id, resource);
      queueMicrotask(next);
    }
    return series?.get(metric);
  };
  const tell = () => {
    shown ??= setTimeout(() => {
      shown = undefined;
      if (!abort.signal.aborted) show((resource, metric) => lookup(resource, metric));
    }, 250);
  };
  const next = () => {
    while (inFlight < mostInFlight && wishes.size > 0 && !document.hidden) {
      const [id, resource] = [...wishes].at(-1) ?? [];
      if (id === undefined || !resource) return;
      wishes.delete(id);
      if (performance.now() - (known.get(id)?.readAt ?? -Infinity) <= reloadEvery) continue;
      inFlight += 1;
      void read(resource).finally(() => {
        inFlight -= 1;
        next();
      });
    }
    // Rows scrolled past are forgotten.
    while (wishes.size > 60) wishes.delete(wishes.keys().next().value as string);
  };
  const read = async (resource: Resource) => {
    const target = resource.metricsTarget;
    const query = new URLSearchParams({ resourceType: target?.resourceType ?? resource.type, resourceId: target?.resourceId ?? resource.id, range, maxPoints: "72" });
    let points: HistoryAnswer["metrics"] = {};
    try {
      points = (await getJson<HistoryAnswer>(`/api/metrics-store/history?${query}`, abort.signal)).metrics;
    } catch {
      // The row keeps its numbers; it asks again when it is drawn after half a minute.
    }
    known.delete(resource.id);
    known.set(resource.id, new RowSeries(points ?? {}, performance.now()));
    while (known.size > mostKept) known.delete(known.keys().next().value as string);
    tell();
  };
  const timer = setInterval(tell, reloadEvery);
  show((resource, metric) => lookup(resource, metric));
  return () => {
    abort.abort();
    clearInterval(timer);
    clearTimeout(shown);
  };
}

/** Series by the id of their metrics target. */
export function readCharts(answer: ChartsAnswer): ReadonlyMap<string, RowSeries> {
  const result = new Map<string, RowSeries>();
  const readAt = performance.now();
  for (const group of [answer.agentData, answer.nodeData, answer.storageData, answer.data]) {
    for (const [id, metrics] of Object.entries(group ?? {})) result.set(id, new RowSeries(metrics, readAt));
  }
  return result;
}
