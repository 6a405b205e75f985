import { preferences } from "../preferences/preferences.ts";
import { unknown } from "./bytes.ts";

const grouped = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

/** Whole percent; a small but real load is `<1 %`, never a false zero. */
export function percent(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value) || value < 0) return unknown;
  if (value > 0 && value < 1) return "<1 %";
  return `${Math.round(value)} %`;
}

/** Percent with one decimal, for charts and explanations. */
export function exactPercent(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value) || value < 0) return unknown;
  return `${value.toFixed(1)} %`;
}

/** A temperature given in °C, in the preferred unit. */
export function celsius(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return unknown;
  return preferences.value.temperature === "F" ? `${(value * 1.8 + 32).toFixed(decimals)} °F` : `${value.toFixed(decimals)} °C`;
}

export function load(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? unknown : value.toFixed(2);
}

export function count(value: number): string {
  return grouped.format(value);
}

/** "1 machine", "3 machines". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
