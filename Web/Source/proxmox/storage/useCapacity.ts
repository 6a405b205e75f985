import { getJson } from "../../api/client.ts";
import { type Series, seriesOf } from "../../charts/series.ts";
import { type Range, rangeLength } from "../../history/view.ts";
import { useEffect, useMemo, useState } from "../../preact.ts";
import { distinctRooms, type Storage } from "../../resources/storage.ts";
import { growthOf, type PoolHistory, summed } from "./capacity.ts";

interface Answer {
  readonly pools?: Readonly<Record<string, PoolHistory>>;
}

export interface Capacity {
  readonly range: Range;
  readonly start: number;
  readonly end: number;
  readonly used: Series;
  readonly total: Series;
  /** By the ids of resources: bytes that came over the range. */
  readonly growth: ReadonlyMap<string, number>;
}

const readEvery = 5 * 60_000;

/** How the storages were filled over a range, read again every five minutes; `null` until it is known. */
export function useCapacity(range: Range, storages: readonly Storage[]): Capacity | null {
  const [read, setRead] = useState<{ range: Range; at: number; pools: Readonly<Record<string, PoolHistory>> } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      try {
        const { pools = {} } = await getJson<Answer>(`/api/storage-charts?range=${range}&maxPoints=120`, abort.signal);
        setRead({ range, at: Date.now(), pools });
      } catch {
        // The figures of now are there without it; the next round tries again.
      }
    };
    void load();
    const timer = setInterval(() => void load(), readEvery);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [range]);
  const ids = storages.map((storage) => storage.id).join();
  return useMemo(() => {
    if (!read) return null;
    const known = storages.flatMap((storage) => {
      const history = read.pools[storage.resource.metricsTarget?.resourceId ?? storage.id];
      return history ? [{ id: storage.id, history }] : [];
    });
    const end = read.at, start = end - rangeLength(read.range);
    const rooms = new Set(distinctRooms(storages).map((storage) => storage.id));
    const sums = summed(known.filter((each) => rooms.has(each.id)).map((each) => each.history), start, end);
    const growth = new Map(known.flatMap(({ id, history }) => {
      const bytes = growthOf(history.used ?? []);
      return bytes === null ? [] : [[id, bytes] as const];
    }));
    return { range: read.range, start, end, used: seriesOf(sums.used), total: seriesOf(sums.total), growth };
  }, [read, ids]);
}
