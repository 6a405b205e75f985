import { differenceLabel } from "../Source/charts/labels.ts";
import { type ChartLine, picked, withoutHidden } from "../Source/charts/line.ts";
import { type Mark, placeMarks } from "../Source/charts/marks.ts";
import { delayed, seriesOf, summarise } from "../Source/charts/series.ts";
import { chartCsv, rowsOf } from "../Source/charts/table.ts";
import { equal } from "./check.ts";

const line = (name: string, points: readonly (readonly [number, number])[], ghost = false): ChartLine => ({ name, token: "--series-1", ghost, series: seriesOf(points.map(([timestamp, value]) => ({ timestamp, value, min: value - 1, max: value + 1 }))) });

Deno.test("a click shows one line alone and then all again; with Ctrl it hides and shows, and the last one stays", () => {
  const names = ["in", "out", "sum"];
  const after = (hidden: readonly string[], name: string, toggle: boolean) => [...picked(names, new Set(hidden), name, toggle)].sort();
  equal(after([], "in", false), ["out", "sum"]);
  equal(after(["out", "sum"], "in", false), []);
  equal(after(["out", "sum"], "out", false), ["in", "sum"]);
  equal(after([], "in", true), ["in"]);
  equal(after(["in"], "in", true), []);
  equal(after(["in", "out"], "sum", true), ["in", "out"]);
  const lines = [line("in", [[1, 1]]), line("out", [[1, 1]]), line("out", [[1, 1]], true)];
  equal(withoutHidden(lines, new Set(["out"])).map(({ series }) => series.times.length), [1, 0, 0]);
});

Deno.test("rows of a chart join the moments of its lines", () => {
  const lines = [line("a", [[1000, 5], [3000, 7]]), line("b", [[2000, 1], [3000, 2]])];
  equal(rowsOf(lines), [{ time: 1000, points: [0, -1] }, { time: 2000, points: [-1, 0] }, { time: 3000, points: [1, 1] }]);
  equal(rowsOf([]), []);
});

Deno.test("a chart as CSV: ISO times, the unit in the heading, nothing where nothing was measured, no ghosts, no formulas", () => {
  const csv = chartCsv([line("in", [[0, 5]]), line("=out", [[1000, 2.5]]), line("in", [[0, 99]], true)], "traffic").split("\r\n");
  equal(csv[0], "time,in (bytes/s),in min,in max,'=out (bytes/s),'=out min,'=out max");
  equal(csv.slice(1), ["1970-01-01T00:00:00.000Z,5,4,6,,,", "1970-01-01T00:00:01.000Z,,,,2.5,1.5,3.5"]);
});

Deno.test("nineteen of twenty values are not above the 95th percentile", () => {
  const series = seriesOf(Array.from({ length: 100 }, (_, index) => ({ timestamp: index + 1, value: (index * 37) % 100 })));
  equal(summarise(series)?.p95, 94);
  equal([...delayed(series, 10).times].slice(0, 2), [11, 12]);
});

Deno.test("differences: percentages in points, amounts as a share", () => {
  equal(differenceLabel("percent", 12.34, 10), "+2.3 pp");
  equal([differenceLabel("percent", 10.01, 10.04), differenceLabel("percent", 9.94, 10)], ["±0.0 pp", "−0.1 pp"]);
  equal(differenceLabel("celsius", 40, 41.5), "−1.5 °C");
  equal(differenceLabel("rate", 150, 100), "+50 %");
  equal([differenceLabel("bytes", 0, 0), differenceLabel("bytes", 5, 0)], ["±0 %", "from 0"]);
});

Deno.test("marks stand where they began, what is close shares a place, the worst first", () => {
  const mark = (from: number, to: number | null, tone: Mark["tone"] = "info"): Mark => ({ from, to, tone, icon: "clock", text: `${from}`, href: null });
  const places = placeMarks([mark(150, null), mark(110, null, "warning"), mark(112, null, "critical"), mark(20, 105), mark(20, 90), mark(201, null)], 100, 200, 0.05);
  equal(places.map(({ at, marks }) => [at, marks.map((each) => each.text)]), [[0, ["20"]], [0.1, ["112", "110"]], [0.5, ["150"]]]);
  equal(placeMarks([], 0, 1, 0.1), []);
});
