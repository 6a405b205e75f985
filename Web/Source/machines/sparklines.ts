import type { ChartsAnswer } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { type Series, seriesOf } from "../charts/series.ts";
import { useEffect, useState } from "../preact.ts";

export type MachineSeries = Readonly<Record<string, Series>>;

const reloadEvery = 30_000;

/** The last hour of all machines, by the id of their metrics target; read again every 30 s while the page is visible. */
export function useSparklines(): ReadonlyMap<string, MachineSeries> {
  const [series, setSeries] = useState<ReadonlyMap<string, MachineSeries>>(new Map());
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      try {
        const answer = await getJson<ChartsAnswer>("/api/charts?range=1h", abort.signal);
        setSeries(readCharts(answer));
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
  }, []);
  return series;
}

export function readCharts(answer: ChartsAnswer): ReadonlyMap<string, MachineSeries> {
  const result = new Map<string, MachineSeries>();
  for (const [id, metrics] of Object.entries(answer.agentData ?? {})) {
    result.set(id, Object.fromEntries(Object.entries(metrics).map(([name, points]) => [name, seriesOf(points)])));
  }
  return result;
}
