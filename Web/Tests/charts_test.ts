import { timeTicks, valueScale } from "../Source/charts/scale.ts";
import { appended, nearest, segments, seriesOf, summarise, typicalStep } from "../Source/charts/series.ts";
import { equal, randoms } from "./check.ts";

const at = (...times: number[]) => Float64Array.from(times);

Deno.test("percent axes are 0–100, or end early for small loads", () => {
  equal(valueScale("percent", 3, 88).ticks, [0, 50, 100]);
  equal(valueScale("percent", 0, 20).ticks, [0, 12.5, 25]);
  equal(valueScale("percent", 0, 0.1).high, 5);
  equal(valueScale("percent", 0, 180).high, 200, "containers may use several cores");
});

Deno.test("byte axes start at zero and have round steps in powers of 1024", () => {
  const scale = valueScale("rate", 500, 7 * 1024 ** 2);
  equal(scale.low, 0);
  equal(valueScale("rate", 0, 1200).ticks, [0, 512, 1024, 1536]);
  for (const tick of scale.ticks) equal(tick % 1024 ** 2, 0, String(tick));
  equal(valueScale("rate", 0, 0).low, 0);
  equal(valueScale("bytes", Infinity, -Infinity).ticks, [0, 1], "no data");
});

Deno.test("every axis holds its values, has two to eight ticks and they rise", () => {
  const random = randoms(11);
  for (let round = 0; round < 2000; round += 1) {
    const low = random() * 10 ** (random() * 12), high = low + random() * 10 ** (random() * 12);
    for (const unit of ["percent", "bytes", "rate", "celsius", "number"] as const) {
      const [from, to] = unit === "percent" || unit === "celsius" ? [low % 90, low % 90 + high % 10] : [low, high];
      const scale = valueScale(unit, from, to), about = `${unit} ${from} ${to} ${JSON.stringify(scale)}`;
      equal(scale.low <= from && scale.high >= to, true, about);
      equal(scale.ticks.length >= 2 && scale.ticks.length <= 8, true, about);
      for (let index = 1; index < scale.ticks.length; index += 1) equal((scale.ticks[index] ?? 0) > (scale.ticks[index - 1] ?? 0), true, about);
    }
  }
});

Deno.test("time ticks are round in local time and fit the width", () => {
  const hour = 3_600_000, start = 1_700_000_123_000;
  const { step, ticks } = timeTicks(start, start + hour, 600, 2 * hour);
  equal(step, 10 * 60_000);
  for (const tick of ticks) equal((tick + 2 * hour) % step, 0);
  for (const width of [100, 300, 900]) {
    for (const span of [300_000, hour, 24 * hour, 7 * 24 * hour, 400 * 24 * hour]) {
      equal(timeTicks(start, start + span, width, 0).ticks.length <= Math.max(2, width / 90) + 1, true, `${width} ${span}`);
    }
  }
});

Deno.test("a distance of more than three steps is a gap", () => {
  equal(segments(at(0, 10, 20, 30, 100, 110)), [[0, 3], [4, 5]]);
  equal(segments(at(0, 10, 20, 50)), [[0, 3]], "exactly three steps is a line");
  equal(segments(at()), []);
  equal(segments(at(5)), [[0, 0]]);
  equal(typicalStep(at(0, 10, 20, 1000, 1010)), 10);
});

Deno.test("the nearest point is found within reach only", () => {
  const times = at(0, 10, 20, 100);
  equal([nearest(times, 14, 15), nearest(times, 16, 15), nearest(times, 60, 15), nearest(times, -5, 15), nearest(times, 500, 15)], [1, 2, -1, 0, -1]);
  equal(nearest(at(), 1, 10), -1);
});

Deno.test("series drop broken points, take a live value at their end only and sum up", () => {
  const series = seriesOf([{ timestamp: 1, value: 10, min: 5, max: 20 }, { timestamp: 2, value: NaN }, { timestamp: 3, value: 20 }]);
  equal([...series.times], [1, 3]);
  equal(appended(series, 3, 99) === series, true);
  equal(appended(series, 4, null) === series, true);
  equal([...appended(series, 4, 30).values], [10, 20, 30]);
  equal(summarise(series), { low: 5, average: 15, p95: 20, high: 20, last: 20 });
  equal(summarise(seriesOf([])), null);
});
