import { diskBytes, networkRate, rate } from "../format/bytes.ts";
import { celsius, exactPercent } from "../format/number.ts";
import { preferences } from "../preferences/preferences.ts";
import type { Unit } from "./scale.ts";
import { type Series, summarise } from "./series.ts";

/** A value in the legend of a chart. */
export function valueLabel(unit: Unit, value: number): string {
  switch (unit) {
    case "percent":
      return exactPercent(value);
    case "bytes":
      return diskBytes(value);
    case "rate":
      return rate(value);
    case "traffic":
      return networkRate(value);
    case "celsius":
      return celsius(value, 1);
    case "number":
      return value.toFixed(2);
  }
}

/** How far a value is from an earlier one: percentages and temperatures by their difference, amounts by a share of the earlier. */
export function differenceLabel(unit: Unit, value: number, before: number): string {
  const by = value - before;
  const signed = (number: number, digits: number) => {
    const text = Math.abs(number).toFixed(digits);
    return `${Number(text) === 0 ? "±" : number < 0 ? "−" : "+"}${text}`;
  };
  if (unit === "percent") return `${signed(by, 1)} pp`;
  if (unit === "celsius") return preferences.value.temperature === "F" ? `${signed(by * 1.8, 1)} °F` : `${signed(by, 1)} °C`;
  if (before === 0) return value === 0 ? "±0 %" : "from 0";
  return `${signed(by / before * 100, 0)} %`;
}

/** A value beside the axis: as short as it can be. */
export function axisLabel(unit: Unit, value: number): string {
  switch (unit) {
    case "percent":
      return `${trimmed(value)}%`;
    case "bytes":
    case "rate":
    case "traffic":
      return valueLabel(unit, value).replace(/\.0+ /, " ").replace(/(\.\d)0 /, "$1 ");
    case "celsius":
      return celsius(value).replace(/ °.*/, "°");
    case "number":
      return trimmed(value);
  }
}

function trimmed(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** What a chart shows, for those who cannot see it. */
export function sentence(lines: readonly { readonly name: string; readonly series: Series }[], unit: Unit): string {
  return lines.map((line) => {
    const summary = summarise(line.series);
    if (!summary) return `${line.name}: no data.`;
    const label = (value: number) => valueLabel(unit, value);
    return `${line.name}: last ${label(summary.last)}, lowest ${label(summary.low)}, average ${label(summary.average)}, highest ${label(summary.high)}.`;
  }).join(" ");
}
