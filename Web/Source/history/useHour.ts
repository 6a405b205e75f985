import type { HistoryAnswer } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { useEffect, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import { RowSeries } from "./rowSeries.ts";

/** The last hour of one resource, read once; `null` until it is there. */
export function useHour(resource: Resource | null): RowSeries | null {
  const [read, setRead] = useState<{ id: string; series: RowSeries } | null>(null);
  const id = resource?.id;
  useEffect(() => {
    if (!resource || id === undefined) return;
    const abort = new AbortController();
    // Who moves on quickly asks for nothing.
    const wait = setTimeout(() => {
      const target = resource.metricsTarget;
      const query = new URLSearchParams({ resourceType: target?.resourceType ?? resource.type, resourceId: target?.resourceId ?? resource.id, range: "1h", maxPoints: "72" });
      getJson<HistoryAnswer>(`/api/metrics-store/history?${query}`, abort.signal)
        .then((answer) => setRead({ id, series: new RowSeries(answer.metrics ?? {}, performance.now()) }))
        .catch(() => {
          // The numbers of the row are enough.
        });
    }, 120);
    return () => {
      clearTimeout(wait);
      abort.abort();
    };
  }, [id]);
  return read?.id === id ? read?.series ?? null : null;
}
