import type { Series } from "../charts/series.ts";
import { calendarDate, duration } from "../format/time.ts";

/** Where a figure goes, as the server foresees it. */
export interface Forecast {
  readonly current_value: number;
  readonly confidence: number;
  readonly trend: { readonly direction: string; readonly rate_per_hour: number };
  /** Absent when it is not reached within a year. */
  readonly time_to_threshold_seconds?: number;
}

const hour = 3_600_000;

/** The line of a forecast of a percentage, until it is full or empty. */
export function forecastSeries({ current_value: current, trend: { rate_per_hour: rate } }: Forecast, from: number, until: number): Series {
  const limit = rate > 0 ? 100 : 0;
  const reached = rate === 0 ? Infinity : from + (limit - current) / rate * hour;
  const end = Math.min(until, reached);
  if (!(end > from)) return { times: new Float64Array(), values: new Float64Array(), lows: new Float64Array(), highs: new Float64Array() };
  const times = Float64Array.of(from, end);
  const values = times.map((time) => current + rate * (time - from) / hour);
  return { times, values, lows: values, highs: values };
}

/** When it is full, in words; nothing where it does not rise or goes up and down. */
export function forecastText({ time_to_threshold_seconds: seconds, trend, confidence }: Forecast, now: number): string {
  const sure = `${Math.round(confidence * 100)} % sure`;
  if (seconds !== undefined && trend.rate_per_hour > 0) {
    const time = seconds < 2 * 86_400 ? duration(Math.round(seconds / 3600) * 3600) : `${Math.round(seconds / 86_400)} days`;
    return `At this rate full in ${time}, ${calendarDate(now + seconds * 1000)} (${sure})`;
  }
  return trend.direction === "volatile" ? "" : `Not full within a year at this rate (${sure})`;
}
