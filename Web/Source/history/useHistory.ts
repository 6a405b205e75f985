import { errorSentence } from "../api/error.ts";
import { between, delayed, type Series } from "../charts/series.ts";
import { useObserved } from "../live/observable.ts";
import { type Ref, useEffect, useMemo, useRef, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import { route } from "../shell/router.ts";
import { isLocked, planDays } from "./plan.ts";
import { readSeries, type SeriesByMetric } from "./readSeries.ts";
import { type Happened, useEvents } from "./useEvents.ts";
import { usualRange } from "./usualRange.ts";
import { earlierReading, type HistoryView, pointsFor, rangeLength, readEvery, readingOf, readView } from "./view.ts";

/** The past of a resource, as its charts and its timeline show it. */
export interface History {
  readonly resource: Resource;
  readonly view: HistoryView;
  /** The plan does not show that far back; nothing is asked. */
  readonly locked: boolean;
  /** By metric; `null` until the first have been read. While another view is read, those of the last. */
  readonly series: SeriesByMetric | null;
  /** The series are of this view. */
  readonly fresh: boolean;
  /** Those of the time it is compared with, moved to this one. */
  readonly earlier: SeriesByMetric | null;
  readonly error: string | null;
  /** What happened to it in this view, and in the last week; `null` until it was read. */
  readonly happened: Happened | null;
  /** Whether the charts are in view, and how wide each is: out of view nothing is read again. */
  readonly seen: Ref<{ visible: boolean; width: number }>;
}

interface Read {
  readonly resource: string;
  readonly key: string;
  readonly series: SeriesByMetric | null;
  readonly error: string | null;
}

const nothing: Read = { resource: "", key: "", series: null, error: null };
const minute = 60_000, day = 86_400_000;

/** All metrics of a resource over what the address names, read again while they are in view. */
export function useHistory(resource: Resource): History {
  const query = useObserved(route, (value) => ["range", "from", "to", "cmp"].map((name) => `${name}=${value.query.get(name) ?? ""}`).join("&"));
  const usual = useObserved(usualRange);
  const view = useMemo(() => readView(new URLSearchParams(query), usual), [query, usual]);
  const days = useObserved(planDays);
  const target = resource.metricsTarget;
  const type = target?.resourceType ?? resource.type, id = target?.resourceId ?? resource.id;
  const { lookback } = readingOf(view, Date.now());
  const locked = isLocked(lookback, days);
  const { range, span, comparison } = view;
  const of = `${type} ${id}`, key = `${of} ${range} ${span?.from}-${span?.to}`;
  const seen = useRef({ visible: true, width: 0 });
  const [read, setRead] = useState<Read>(nothing);
  const [earlier, setEarlier] = useState<Read>(nothing);

  useEffect(() => {
    if (locked) return;
    return reading(readEvery(view), seen, async (signal) => {
      try {
        const series = await readSeries(type, id, readingOf(view, Date.now()), pointsFor(seen.current.width), signal);
        setRead({ resource: of, key, series: span ? cut(series, (each) => between(each, span.from, span.to)) : series, error: null });
      } catch (failure) {
        if (!signal.aborted) setRead((old) => ({ resource: of, key, series: old.key === key ? old.series : null, error: errorSentence(failure) }));
      }
    });
  }, [key, locked]);

  const comparable = comparison !== null && !isLocked(lookback + rangeLength(comparison), days);
  const earlierKey = `${key} ${comparison}`;
  useEffect(() => {
    if (!comparable || locked) return;
    const by = rangeLength(comparison);
    return reading(span ? null : minute, seen, async (signal) => {
      try {
        const question = earlierReading(readingOf(view, Date.now()), by, Date.now());
        setEarlier({ resource: of, key: earlierKey, series: cut(await readSeries(type, id, question, pointsFor(seen.current.width), signal), (each) => delayed(each, by)), error: null });
      } catch {
        // The charts stand without what they are compared with.
        if (!signal.aborted) setEarlier(nothing);
      }
    });
  }, [earlierKey, comparable, locked]);

  const fresh = read.key === key;
  return {
    resource,
    view,
    locked,
    series: read.resource === of ? read.series : null,
    fresh,
    earlier: comparable && earlier.key === earlierKey ? earlier.series : null,
    error: fresh ? read.error : null,
    happened: useEvents(resource, Math.max(7, Math.ceil((locked ? 0 : lookback) / day))),
    seen,
  };
}

/** Reads at once, and again every so many milliseconds while page and charts are in view. Answers how to end it. */
function reading(every: number | null, seen: Ref<{ visible: boolean }>, load: (signal: AbortSignal) => Promise<void>): () => void {
  const abort = new AbortController();
  void load(abort.signal);
  const timer = every === null ? undefined : setInterval(() => !document.hidden && seen.current?.visible && void load(abort.signal), every);
  return () => {
    abort.abort();
    clearInterval(timer);
  };
}

function cut(series: SeriesByMetric, change: (series: Series) => Series): SeriesByMetric {
  return Object.fromEntries(Object.entries(series).map(([name, each]) => [name, change(each)]));
}
