import { valueLabel } from "./labels.ts";
import { type ChartLine, ownLines } from "./line.ts";
import type { Unit } from "./scale.ts";
import { csvCell } from "../table/exporting.ts";

/** What a chart shows as rows: a moment, and of each line the index of its point there, -1 where it has none. */
export interface ChartRow {
  readonly time: number;
  readonly points: readonly number[];
}

export function rowsOf(lines: readonly ChartLine[]): readonly ChartRow[] {
  const places = lines.map(({ series }) => new Map(Array.from(series.times, (time, index) => [time, index])));
  const times = [...new Set(places.flatMap((place) => [...place.keys()]))].sort((left, right) => left - right);
  return times.map((time) => ({ time, points: places.map((place) => place.get(time) ?? -1) }));
}

const unitWords: Readonly<Record<Unit, string>> = { percent: "%", bytes: "bytes", rate: "bytes/s", traffic: "bytes/s", celsius: "°C", number: "" };

/** A chart's points for a spreadsheet: ISO times, plain numbers in the unit of the heading. */
export function chartCsv(lines: readonly ChartLine[], unit: Unit): string {
  const own = ownLines(lines);
  const heading = ["time", ...own.flatMap(({ name }) => [`${name}${unitWords[unit] && ` (${unitWords[unit]})`}`, `${name} min`, `${name} max`])];
  const body = rowsOf(own).map(({ time, points }) => [
    new Date(time).toISOString(),
    ...points.flatMap((index, at) => {
      const series = own[at]?.series;
      return [series?.values[index], series?.lows[index], series?.highs[index]].map((value) => value === undefined ? "" : String(value));
    }),
  ]);
  return [heading, ...body].map((row) => row.map(csvCell).join(",")).join("\r\n");
}

/** A point as text; a dash where nothing was measured. */
export function cellLabel(line: ChartLine, index: number, unit: Unit): string {
  const value = line.series.values[index];
  return value === undefined ? "—" : valueLabel(unit, value);
}
