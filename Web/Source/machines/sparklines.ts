import type { ChartsAnswer, HistoryPoint } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { type Series, seriesOf } from "../charts/series.ts";
import { useEffect, useState } from "../preact.ts";

/** The series of one machine; each is made ready for drawing when it is first asked for. */
export class MachineSeries {
  readonly #points: Readonly<Record<string, readonly HistoryPoint[]>>;
  readonly #made = new Map<string, Series>();

  constructor(points: Readonly<Record<string, readonly HistoryPoint[]>>) {
    this.#points = points;
  }

  get(metric: string): Series | undefined {
    const points = this.#points[metric];
    if (!points) return undefined;
    const series = this.#made.get(metric) ?? seriesOf(points);
    this.#made.set(metric, series);
    return series;
  }
}

const reloadEvery = 30_000;
/** Above this many machines one answer with all series would be larger than it is worth. */
export const mostSparklines = 300;

/** The last hour of all machines, by the id of their metrics target; read again every 30 s while the page is visible. */
export function useSparklines(wanted: boolean): ReadonlyMap<string, MachineSeries> {
  const [series, setSeries] = useState<ReadonlyMap<string, MachineSeries>>(new Map());
  useEffect(() => {
    if (!wanted) return setSeries(new Map());
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
  }, [wanted]);
  return series;
}

export function readCharts(answer: ChartsAnswer): ReadonlyMap<string, MachineSeries> {
  const result = new Map<string, MachineSeries>();
  for (const [id, metrics] of Object.entries(answer.agentData ?? {})) {
    result.set(id, new MachineSeries(metrics));
  }
  return result;
}
