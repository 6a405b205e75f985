import type { HistoryAnswer } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { between, type Series, seriesOf } from "../charts/series.ts";
import { useObserved } from "../live/observable.ts";
import { useEffect, useMemo, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import { route } from "../shell/router.ts";
import { isLocked, planDays } from "./plan.ts";
import { type HistoryView, readEvery, readingOf, readView } from "./view.ts";

export interface History {
  readonly view: HistoryView;
  /** The plan does not show that far back; nothing is asked. */
  readonly locked: boolean;
  /** By metric; `null` until the first have been read. While another view is read, those of the last. */
  readonly series: Readonly<Record<string, Series>> | null;
  /** The series are of this view. */
  readonly fresh: boolean;
  readonly error: string | null;
}

interface Read {
  readonly resource: string;
  readonly key: string;
  readonly series: Readonly<Record<string, Series>> | null;
  readonly error: string | null;
}

/** All metrics of a resource over what the address names, read again while the page is visible. */
export function useHistory(resource: Resource): History {
  const query = useObserved(route, (value) => ["range", "from", "to"].map((name) => `${name}=${value.query.get(name) ?? ""}`).join("&"));
  const view = useMemo(() => readView(new URLSearchParams(query)), [query]);
  const days = useObserved(planDays);
  const target = resource.metricsTarget;
  const type = target?.resourceType ?? resource.type, id = target?.resourceId ?? resource.id;
  const locked = isLocked(readingOf(view, Date.now()).length, days);
  const of = `${type} ${id}`, key = `${of} ${query}`;
  const [read, setRead] = useState<Read>({ resource: "", key: "", series: null, error: null });
  useEffect(() => {
    if (locked) return;
    const abort = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      const { range, maxPoints } = readingOf(view, Date.now());
      const parameters = new URLSearchParams({ resourceType: type, resourceId: id, range, maxPoints: String(maxPoints) });
      try {
        const answer = await getJson<HistoryAnswer>(`/api/metrics-store/history?${parameters}`, abort.signal);
        const { span } = view;
        const series = Object.fromEntries(Object.entries(answer.metrics ?? {}).map(([name, points]) => [name, span ? between(seriesOf(points), span.from, span.to) : seriesOf(points)]));
        setRead({ resource: of, key, series, error: null });
      } catch (failure) {
        if (!abort.signal.aborted) setRead((old) => ({ resource: of, key, series: old.key === key ? old.series : null, error: errorSentence(failure) }));
      }
    };
    void load();
    const every = readEvery(view);
    const timer = every === null ? undefined : setInterval(() => void load(), every);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [key, locked]);
  const fresh = read.key === key;
  return { view, locked, series: read.resource === of ? read.series : null, fresh, error: fresh ? read.error : null };
}
