const day = 86_400_000;

export const ranges = { "24h": day, "7d": 7 * day, "30d": 30 * day, all: null, custom: null } as const;
export type RangeName = keyof typeof ranges;

export interface Range {
  readonly name: RangeName;
  /** Milliseconds; `null` is open. */
  readonly from: number | null;
  readonly to: number | null;
}

/** The range an address asks for; what cannot be read is the usual one. */
export function readRange(query: URLSearchParams, opening: number): Range {
  const asked = query.get("range") ?? "7d";
  const name = Object.hasOwn(ranges, asked) ? asked as RangeName : "7d";
  if (name === "custom") return { name, from: Date.parse(query.get("since") ?? "") || null, to: Date.parse(query.get("until") ?? "") || null };
  const length = ranges[name];
  return { name, from: length === null ? null : opening - length, to: null };
}

/** A moment in the form of a field of date and time, in local time. */
export function fieldTime(moment: number | null): string {
  if (moment === null) return "";
  const at = new Date(moment), two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
