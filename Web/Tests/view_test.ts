import { between, seriesOf } from "../Source/charts/series.ts";
import { moved, readable, shortestSpan, type Span, zoomedIn } from "../Source/charts/span.ts";
import { isLocked } from "../Source/history/plan.ts";
import { earlierReading, type HistoryView, pointsFor, type Range, rangeLength, ranges, readEvery, readingOf, readView } from "../Source/history/view.ts";
import { split } from "../Source/shell/mainWidth.ts";
import { equal } from "./check.ts";

const hour = 3_600_000, now = 1_800_000_000_000;

Deno.test("what the address says of the charts: a range, a part of the past, what they are compared with, or the usual day", () => {
  const read = (text: string) => readView(new URLSearchParams(text));
  const usual = { range: "24h", span: null, comparison: null };
  equal(read(""), usual);
  equal(readView(new URLSearchParams(), "6h"), { ...usual, range: "6h" });
  equal(read("range=7d&cmp=1d"), { ...usual, range: "7d", comparison: "1d" });
  equal(read("range=8y&cmp=2d"), usual);
  equal(read(`range=7d&from=${now - hour}&to=${now}`), { ...usual, range: "7d", span: { from: now - hour, to: now } });
  for (const bad of [`from=${now}&to=${now - 1}`, `from=x&to=${now}`, `from=-5&to=${now}`, `to=${now}`]) equal(read(bad).span, null);
  equal(ranges.map(rangeLength).every((length, index, all) => index === 0 || length > (all[index - 1] ?? 0)), true);
});

Deno.test("a part of the past is asked for by its end, and an earlier time to the minute", () => {
  const view = (range: Range, span: Span | null = null): HistoryView => ({ range, span, comparison: null });
  equal(readingOf(view("6h"), now), { range: "6h", end: null, lookback: 6 * hour });
  const part = readingOf(view("6h", { from: now - 2 * hour, to: now - hour }), now);
  equal(part, { range: "60m", end: now - hour, lookback: 2 * hour });
  equal(readingOf(view("6h", { from: now - 60_000, to: now + 60_000 }), now), { range: "5m", end: now, lookback: 300_000 }, "nothing is later than now");
  equal(earlierReading(part, 24 * hour, now), { range: "60m", end: now - 25 * hour, lookback: 26 * hour });
  equal(earlierReading(readingOf(view("1h"), now), 24 * hour, now + 1), { range: "1h", end: now + 60_000 - 24 * hour, lookback: 25 * hour });
  equal([readEvery(view("1h")), readEvery(view("14d")), readEvery(view("90d")), readEvery(view("1h", { from: 1, to: 2 }))], [10_000, 30_000, 120_000, null]);
  equal([0, 239, 400, 401, 5000].map(pointsFor), [120, 120, 240, 240, 800]);
});

Deno.test("zooming halves, moving keeps the length, nothing is shorter than can be read", () => {
  const span = { from: 0, to: 8 * hour };
  equal(zoomedIn(span, null), { from: 2 * hour, to: 6 * hour });
  equal(zoomedIn(span, hour), { from: -hour, to: 3 * hour });
  equal(moved(span, 0.5), { from: 4 * hour, to: 12 * hour });
  const short = readable({ from: 1000, to: 1001 });
  equal(short.to - short.from, shortestSpan);
});

Deno.test("the points of a part, both ends included", () => {
  const series = seriesOf([1, 2, 3, 4, 5].map((timestamp) => ({ timestamp, value: timestamp * 10 })));
  equal([...between(series, 2, 4).values], [20, 30, 40]);
  equal([...between(series, 5, 9).values], [50]);
  equal(between(series, 6, 9).times.length, 0);
});

Deno.test("a week is in every plan, more is not", () => {
  equal(ranges.filter((range) => isLocked(rangeLength(range), 7)), ["14d", "30d", "90d"]);
  equal(ranges.filter((range) => isLocked(rangeLength(range), 90)), []);
});

Deno.test("the drawer's share of a page", () => {
  equal(split(0, true, true), { main: null, drawer: null });
  equal(split(1000, false, true), { main: 1000, drawer: null });
  equal(split(1100, true, true), { main: 540, drawer: 540 });
  equal(split(1600, true, true), { main: 844, drawer: 736 });
});
