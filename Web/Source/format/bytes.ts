const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] as const;

/** Shown wherever a reading was not taken. Zero is only printed when zero was measured. */
export const unknown = "—";

/** Bytes with base 1024: below 10 two decimals, below 100 one, else none. `null` is unknown. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return unknown;
  if (value < 1) return "0 B";
  let size = value;
  let unit = 0;
  // 1023.5 and more would be printed as "1024": it belongs to the next unit.
  while (size >= 1023.5 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${digits(size, unit)} ${units[unit]}`;
}

/** A rate in bytes per second; below 1 B/s it is a measured `0`. */
export function rate(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return unknown;
  return value < 1 ? "0" : `${bytes(value)}/s`;
}

function digits(size: number, unit: number): string {
  if (unit === 0) return String(Math.round(size));
  // Limits sit where rounding would add a digit: 9.996 is "10.0", not "10.00".
  if (size < 9.995) return size.toFixed(2);
  if (size < 99.95) return size.toFixed(1);
  return String(Math.round(size));
}
