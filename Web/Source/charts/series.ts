import type { HistoryPoint } from "../api/answers.ts";

/** A series ready to draw: typed arrays, in time order. */
export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

export const emptySeries: Series = {
  times: new Float64Array(),
  values: new Float64Array(),
  lows: new Float64Array(),
  highs: new Float64Array(),
};

export function seriesOf(points: readonly HistoryPoint[]): Series {
  const usable = points.filter((point) => Number.isFinite(point.timestamp) && Number.isFinite(point.value));
  return {
    times: Float64Array.from(usable, (point) => point.timestamp),
    values: Float64Array.from(usable, (point) => point.value),
    lows: Float64Array.from(usable, (point) => point.min ?? point.value),
    highs: Float64Array.from(usable, (point) => point.max ?? point.value),
  };
}

/** The same series with a live value at its end; a value not newer than the last point is left out. */
export function appended(series: Series, at: number, value: number | null): Series {
  const last = series.times[series.times.length - 1];
  if (value === null || (last !== undefined && at <= last)) return series;
  return {
    times: Float64Array.of(...series.times, at),
    values: Float64Array.of(...series.values, value),
    lows: Float64Array.of(...series.lows, value),
    highs: Float64Array.of(...series.highs, value),
  };
}

/** The highest value of a series and when it was; `null` when it is empty. */
export function peakOf({ times, highs }: Series): { readonly at: number; readonly value: number } | null {
  let best = -1;
  for (let index = 0; index < highs.length; index += 1) if (best < 0 || (highs[index] ?? 0) > (highs[best] ?? 0)) best = index;
  return best < 0 ? null : { at: times[best] ?? 0, value: highs[best] ?? 0 };
}

/** The same series, later by so many milliseconds. */
export function delayed(series: Series, by: number): Series {
  return { ...series, times: series.times.map((time) => time + by) };
}

/** The points of a span, both ends included. */
export function between(series: Series, from: number, to: number): Series {
  const first = series.times.findIndex((time) => time >= from);
  if (first < 0) return emptySeries;
  const after = series.times.findIndex((time) => time > to);
  const last = after < 0 ? series.times.length : after;
  return {
    times: series.times.slice(first, last),
    values: series.values.slice(first, last),
    lows: series.lows.slice(first, last),
    highs: series.highs.slice(first, last),
  };
}

/** The usual distance of two points: the median, not disturbed by gaps. */
export function typicalStep(times: Float64Array): number {
  if (times.length < 2) return 0;
  const steps = new Float64Array(times.length - 1);
  for (let index = 1; index < times.length; index += 1) steps[index - 1] = (times[index] ?? 0) - (times[index - 1] ?? 0);
  steps.sort();
  return steps[steps.length >> 1] ?? 0;
}

/** Index ranges [first, last] without holes: a distance of more than three steps is a gap, not a line. */
export function segments(times: Float64Array): readonly (readonly [number, number])[] {
  if (times.length === 0) return [];
  const limit = Math.max(typicalStep(times) * 3, 1);
  const result: [number, number][] = [];
  let first = 0;
  for (let index = 1; index < times.length; index += 1) {
    if ((times[index] ?? 0) - (times[index - 1] ?? 0) <= limit) continue;
    result.push([first, index - 1]);
    first = index;
  }
  result.push([first, times.length - 1]);
  return result;
}

/** Index of the point nearest to a moment, -1 when none is within `reach` milliseconds. */
export function nearest(times: Float64Array, moment: number, reach: number): number {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  let best = -1, distance = reach;
  for (const index of [low - 1, low]) {
    const time = times[index];
    if (time === undefined || Math.abs(time - moment) > distance) continue;
    best = index;
    distance = Math.abs(time - moment);
  }
  return best;
}

export interface Summary {
  readonly low: number;
  readonly average: number;
  /** Nineteen of twenty values are not above it. */
  readonly p95: number;
  readonly high: number;
  readonly last: number;
}

/** The figures of a series; `null` when it is empty. */
export function summarise(series: Series): Summary | null {
  const last = series.values[series.values.length - 1];
  if (last === undefined) return null;
  let low = Infinity, high = -Infinity, sum = 0;
  for (let index = 0; index < series.values.length; index += 1) {
    low = Math.min(low, series.lows[index] ?? Infinity);
    high = Math.max(high, series.highs[index] ?? -Infinity);
    sum += series.values[index] ?? 0;
  }
  const p95 = series.values.slice().sort()[Math.ceil(series.values.length * 0.95) - 1] ?? last;
  return { low, average: sum / series.values.length, p95, high, last };
}
