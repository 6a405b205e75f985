import { between, seriesOf } from "../Source/charts/series.ts";
import { moved, readable, shortestSpan, zoomedIn } from "../Source/charts/span.ts";
import { isLocked } from "../Source/history/plan.ts";
import { rangeLength, ranges, readEvery, readingOf, readView } from "../Source/history/view.ts";
import { split } from "../Source/shell/mainWidth.ts";
import { equal } from "./check.ts";

const hour = 3_600_000, now = 1_800_000_000_000;

Deno.test("what the address says of the charts: a range, a part of the past, or the usual hour", () => {
  const read = (text: string) => readView(new URLSearchParams(text));
  equal(read(""), { range: "1h", span: null });
  equal(read("range=7d"), { range: "7d", span: null });
  equal(read("range=8y"), { range: "1h", span: null });
  equal(read(`range=7d&from=${now - hour}&to=${now}`), { range: "7d", span: { from: now - hour, to: now } });
  for (const bad of [`from=${now}&to=${now - 1}`, `from=x&to=${now}`, `from=-5&to=${now}`, `to=${now}`]) equal(read(bad).span, null);
  equal(ranges.map(rangeLength).every((length, index, all) => index === 0 || length > (all[index - 1] ?? 0)), true);
});

Deno.test("a part of the past is cut from the shortest range that holds it, with points enough", () => {
  equal(readingOf({ range: "6h", span: null }, now), { range: "6h", maxPoints: 360, length: 6 * hour });
  const part = readingOf({ range: "6h", span: { from: now - 2 * hour, to: now - hour } }, now);
  equal(part, { range: "121m", maxPoints: Math.ceil(360 * 121 / 60), length: 121 * 60_000 });
  equal(readingOf({ range: "7d", span: { from: now - 160 * hour, to: now - 159 * hour } }, now).maxPoints, 5000);
  equal([readEvery({ range: "1h", span: null }), readEvery({ range: "14d", span: null }), readEvery({ range: "90d", span: null })], [10_000, 30_000, 120_000]);
  equal(readEvery({ range: "1h", span: { from: 1, to: 2 } }), null);
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
