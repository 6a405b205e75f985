import type { HistoryPoint } from "../../api/answers.ts";

/** How a storage was filled, as `/api/storage-charts` tells it. Bytes. */
export interface PoolHistory {
  readonly used?: readonly HistoryPoint[];
  readonly avail?: readonly HistoryPoint[];
}

const fewestPoints = 8;

/** Bytes that came (or, negative, went) over the time of the points: the mean of their last quarter less that of the first. `null` of too few. */
export function growthOf(points: readonly HistoryPoint[]): number | null {
  if (points.length < fewestPoints) return null;
  const quarter = Math.floor(points.length / 4);
  const mean = (some: readonly HistoryPoint[]) => some.reduce((sum, point) => sum + point.value, 0) / some.length;
  return mean(points.slice(-quarter)) - mean(points.slice(0, quarter));
}

/** A list of points that is read once from its start to its end. */
class Cursor {
  #next = 0;

  constructor(private readonly points: readonly HistoryPoint[], private readonly keeps: number) {}

  /** The newest value up to a moment; `null` when it is older than it keeps. */
  at(moment: number): number | null {
    while ((this.points[this.#next]?.timestamp ?? Infinity) <= moment) this.#next += 1;
    const point = this.points[this.#next - 1];
    return point && moment - point.timestamp <= this.keeps ? point.value : null;
  }
}

const steps = 120, keptSteps = 3;

/** Used and whole bytes of all storages together, in equal steps. A storage counts from when it was known, and while it is. */
export function summed(pools: readonly PoolHistory[], start: number, end: number): { readonly used: readonly HistoryPoint[]; readonly total: readonly HistoryPoint[] } {
  const step = (end - start) / steps;
  const cursors = pools.map(({ used = [], avail = [] }) => [new Cursor(used, step * keptSteps), new Cursor(avail, step * keptSteps)] as const);
  const used: HistoryPoint[] = [], total: HistoryPoint[] = [];
  for (let index = 0; index <= steps; index += 1) {
    const timestamp = start + index * step;
    let sum = 0, whole = 0, known = 0;
    for (const [usedBytes, free] of cursors) {
      const part = usedBytes.at(timestamp), rest = free.at(timestamp);
      if (part === null || rest === null) continue;
      sum += part;
      whole += part + rest;
      known += 1;
    }
    if (known === 0) continue;
    used.push({ timestamp, value: sum });
    total.push({ timestamp, value: whole });
  }
  return { used, total };
}
