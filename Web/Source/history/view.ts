import { readable, type Span } from "../charts/span.ts";

export const ranges = ["15m", "1h", "6h", "12h", "24h", "7d", "14d", "30d", "90d"] as const;
export type Range = (typeof ranges)[number];
export const defaultRange: Range = "24h";

/** How much earlier the time is that charts can be compared with. */
export const comparisons = ["1d", "7d"] as const;
export type Comparison = (typeof comparisons)[number];

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export function rangeLength(range: Range | Comparison): number {
  return Number.parseInt(range) * (units[range.at(-1) ?? ""] ?? 0);
}

/** What the charts of a page show: a range that ends now, or a chosen part of the past; and what it is compared with. */
export interface HistoryView {
  readonly range: Range;
  readonly span: Span | null;
  readonly comparison: Comparison | null;
}

/** Reads `range`, `from` and `to` in milliseconds, and `cmp`; what makes no sense is left out. `usual` is this person's range. */
export function readView(query: URLSearchParams, usual: Range = defaultRange): HistoryView {
  const range = ranges.find((each) => each === query.get("range")) ?? usual;
  const from = Number(query.get("from")), to = Number(query.get("to"));
  const chosen = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && to > from;
  return { range, span: chosen ? readable({ from, to }) : null, comparison: comparisons.find((each) => each === query.get("cmp")) ?? null };
}

/** A question to the server: a range that ends now, or at `end`. */
export interface Reading {
  readonly range: string;
  readonly end: number | null;
  /** How far back it looks, milliseconds. */
  readonly lookback: number;
}

export function readingOf({ range, span }: HistoryView, now: number): Reading {
  if (!span) return { range, end: null, lookback: rangeLength(range) };
  // The server gives no less than five minutes.
  const minutes = Math.max(5, Math.ceil((span.to - span.from) / 60_000));
  return { range: `${minutes}m`, end: Math.min(span.to, now), lookback: Math.max(now - span.from, minutes * 60_000) };
}

/** The same stretch so much earlier. It lies in the past: read to the minute, it stays the same question for a while. */
export function earlierReading({ range, end, lookback }: Reading, by: number, now: number): Reading {
  return { range, end: Math.ceil((end ?? now) / 60_000) * 60_000 - by, lookback: lookback + by };
}

const mostPoints = 800;

/** A point for every second pixel, in steps so that a few pixels more ask for nothing new. */
export function pointsFor(width: number): number {
  return Math.min(mostPoints, Math.max(120, Math.ceil(width / 2 / 60) * 60));
}

/** Milliseconds between two readings: what ends now moves on, a part of the past stays. */
export function readEvery({ range, span }: HistoryView): number | null {
  if (span) return null;
  const days = rangeLength(range) / 86_400_000;
  return days <= 1 ? 10_000 : days <= 14 ? 30_000 : days <= 30 ? 60_000 : 120_000;
}
