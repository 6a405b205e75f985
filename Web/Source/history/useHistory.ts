import type { HistoryAnswer } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { type Series, seriesOf } from "../charts/series.ts";
import { useEffect, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";

export const ranges = ["15m", "30m", "1h", "6h", "12h", "24h", "7d"] as const;
export type Range = (typeof ranges)[number];
export const defaultRange: Range = "1h";

const milliseconds: Readonly<Record<Range, number>> = {
  "15m": 900_000,
  "30m": 1_800_000,
  "1h": 3_600_000,
  "6h": 21_600_000,
  "12h": 43_200_000,
  "24h": 86_400_000,
  "7d": 604_800_000,
};

export function rangeLength(range: Range): number {
  return milliseconds[range];
}

export function readRange(text: string | null): Range {
  return ranges.find((range) => range === text) ?? defaultRange;
}

export interface History {
  readonly range: Range;
  readonly series: Readonly<Record<string, Series>>;
}

/** All metrics of a resource over a range, read again every 10 s (30 s from 7 d on) while the page is visible. */
export function useHistory(resource: Resource, range: Range): { history: History | null; error: string | null } {
  const [state, setState] = useState<{ history: History | null; error: string | null }>({ history: null, error: null });
  const target = resource.metricsTarget;
  const type = target?.resourceType ?? resource.type, id = target?.resourceId ?? resource.id;
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      const query = new URLSearchParams({ resourceType: type, resourceId: id, range, maxPoints: "360" });
      try {
        const answer = await getJson<HistoryAnswer>(`/api/metrics-store/history?${query}`, abort.signal);
        const series = Object.fromEntries(Object.entries(answer.metrics ?? {}).map(([name, points]) => [name, seriesOf(points)]));
        setState({ history: { range, series }, error: null });
      } catch (failure) {
        if (!abort.signal.aborted) setState((old) => ({ history: old.history, error: errorSentence(failure) }));
      }
    };
    void load();
    const timer = setInterval(() => void load(), range === "7d" ? 30_000 : 10_000);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [type, id, range]);
  return state;
}
