import { readable, type Span } from "../charts/span.ts";

export const ranges = ["15m", "1h", "6h", "12h", "24h", "7d", "14d", "30d", "90d"] as const;
export type Range = (typeof ranges)[number];
export const defaultRange: Range = "1h";

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export function rangeLength(range: Range): number {
  return Number.parseInt(range) * (units[range.at(-1) ?? ""] ?? 0);
}

/** What the charts of a page show: a range that ends now, or a chosen part of the past. */
export interface HistoryView {
  readonly range: Range;
  readonly span: Span | null;
}

/** Reads `range`, and `from` and `to` in milliseconds; what makes no sense is left out. */
export function readView(query: URLSearchParams): HistoryView {
  const range = ranges.find((each) => each === query.get("range")) ?? defaultRange;
  const from = Number(query.get("from")), to = Number(query.get("to"));
  const chosen = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from > 0 && to > from;
  return { range, span: chosen ? readable({ from, to }) : null };
}

/** A question to the server. Its ranges end now: a part of the past is cut from the shortest that holds it, with points enough for the part. */
export interface Reading {
  readonly range: string;
  readonly maxPoints: number;
  /** How far back it goes, milliseconds. */
  readonly length: number;
}

const points = 360, mostPoints = 5000;

export function readingOf({ range, span }: HistoryView, now: number): Reading {
  if (!span) return { range, maxPoints: points, length: rangeLength(range) };
  // In whole minutes, so that it stays the same question for a while.
  const minutes = Math.max(5, Math.ceil((now - span.from) / 60_000) + 1);
  const length = minutes * 60_000;
  const share = length / (span.to - span.from);
  return { range: `${minutes}m`, maxPoints: Math.min(mostPoints, Math.ceil(points * share)), length };
}

/** Milliseconds between two readings: what ends now moves on, a part of the past stays. */
export function readEvery({ range, span }: HistoryView): number | null {
  if (span) return null;
  const days = rangeLength(range) / 86_400_000;
  return days <= 1 ? 10_000 : days <= 14 ? 30_000 : days <= 30 ? 60_000 : 120_000;
}
