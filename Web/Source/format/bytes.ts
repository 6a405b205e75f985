import { preferences } from "../preferences/preferences.ts";

const binary = { KiB: ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"], KB: ["B", "KB", "MB", "GB", "TB", "PB", "EB"] } as const;
const decimal = ["B", "kB", "MB", "GB", "TB", "PB", "EB"] as const;
const bits = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"] as const;

/** Shown wherever a reading was not taken. Zero is only printed when zero was measured. */
export const unknown = "—";

/** Bytes with base 1024: below 10 two decimals, below 100 one, else none. `null` is unknown. */
export function bytes(value: number | null | undefined): string {
  return scaled(value, 1024, binary[preferences.value.sizes]);
}

/** Bytes of disks and storages, which may be counted in thousands as their makers do. */
export function diskBytes(value: number | null | undefined): string {
  return preferences.value.disks === "1000" ? scaled(value, 1000, decimal) : bytes(value);
}

/** A rate in bytes per second; below 1 B/s it is a measured `0`. */
export function rate(value: number | null | undefined): string {
  if (!isKnown(value)) return unknown;
  return value < 1 ? "0" : `${bytes(value)}/s`;
}

/** A rate of the network in bytes per second, shown in bits where that is preferred. */
export function networkRate(value: number | null | undefined): string {
  if (preferences.value.network === "bytes" || !isKnown(value) || value < 1) return rate(value);
  return scaled(value * 8, 1000, bits);
}

function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

function scaled(value: number | null | undefined, base: 1000 | 1024, units: readonly string[]): string {
  if (!isKnown(value)) return unknown;
  if (value < 1) return `0 ${units[0]}`;
  let size = value;
  let unit = 0;
  // What would be printed as a whole "1024" or "1000" belongs to the next unit.
  while (size >= base - 0.5 && unit < units.length - 1) {
    size /= base;
    unit += 1;
  }
  return `${digits(size, unit)} ${units[unit]}`;
}

function digits(size: number, unit: number): string {
  if (unit === 0) return String(Math.round(size));
  // Limits sit where rounding would add a digit: 9.996 is "10.0", not "10.00".
  if (size < 9.995) return size.toFixed(2);
  if (size < 99.95) return size.toFixed(1);
  return String(Math.round(size));
}
