import type { HistoryAnswer } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { between, type Series, seriesOf } from "../charts/series.ts";
import type { Reading } from "./view.ts";

export type SeriesByMetric = Readonly<Record<string, Series>>;

/** All metrics of a history target in a stretch of time. */
export async function readSeries(resourceType: string, resourceId: string, { range, end }: Reading, maxPoints: number, signal: AbortSignal): Promise<SeriesByMetric> {
  const query = new URLSearchParams({ resourceType, resourceId, range, maxPoints: String(maxPoints), ...end !== null && { end: String(Math.round(end)) } });
  const answer = await getJson<HistoryAnswer>(`/api/metrics-store/history?${query}`, signal);
  return Object.fromEntries(Object.entries(answer.metrics ?? {}).map(([name, points]) => [name, seriesOf(points)]));
}

/** One metric from a moment to another. */
export async function readMetric({ resourceType, resourceId }: { readonly resourceType: string; readonly resourceId: string }, metric: string, from: number, to: number, signal: AbortSignal): Promise<Series> {
  const minutes = Math.max(5, Math.ceil((to - from) / 60_000));
  const query = new URLSearchParams({ resourceType, resourceId, metric, range: `${minutes}m`, end: String(Math.round(to)), maxPoints: "360" });
  const answer = await getJson<HistoryAnswer>(`/api/metrics-store/history?${query}`, signal);
  return between(seriesOf(answer.points ?? []), from, to);
}
