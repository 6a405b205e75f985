import { preferences } from "../preferences/preferences.ts";

/** How the values of a chart are read: `bytes` are of disks and storages. */
export type Unit = "percent" | "bytes" | "rate" | "traffic" | "celsius" | "number";

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** The value axis: percentages are 0–100, sizes and rates start at 0 with head room, temperatures fit their values. */
export function valueScale(unit: Unit, low: number, high: number): Scale {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { low: 0, high: 1, ticks: [0, 1] };
  if (unit === "percent") return percentScale(high);
  if (unit === "celsius") {
    const room = Math.max(2, (high - low) * 0.15);
    return stepped(low - room, high + room, decimalStep((high - low + 2 * room) / 3));
  }
  const top = high <= 0 ? 1 : high * 1.15;
  if (unit === "traffic" && preferences.value.network === "bits") return stepped(0, top, decimalStep(top * 8 / 3) / 8);
  const decimal = unit === "number" || unit === "bytes" && preferences.value.disks === "1000";
  return stepped(0, top, decimal ? decimalStep(top / 3) : binaryStep(top / 3));
}

/** Small loads would be a flat line on 0–100: the axis then ends at 5, 10, 25 or 50 and says so by its labels. */
function percentScale(high: number): Scale {
  const top = [5, 10, 25, 50].find((limit) => high <= limit * 0.9) ?? Math.max(100, Math.ceil(high / 50) * 50);
  return { low: 0, high: top, ticks: [0, top / 2, top] };
}

function stepped(low: number, high: number, step: number): Scale {
  const first = Math.floor(low / step) * step;
  const last = Math.ceil(high / step) * step;
  const ticks: number[] = [];
  for (let index = 0; first + index * step <= last + step / 2; index += 1) ticks.push(first + index * step);
  return { low: first, high: last, ticks };
}

function decimalStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1e-9)));
  const lead = rough / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

/** Powers of two, so that labels are round in KiB, MiB, GiB also where the unit changes. */
function binaryStep(rough: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(rough, 1)));
}

const minute = 60_000, hour = 60 * minute, day = 24 * hour;
const timeSteps = [
  10_000,
  30_000,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  3 * day,
  7 * day,
  14 * day,
  30 * day,
] as const;

/** Round moments in local time for an axis of `width` pixels. `offset` is the zone's offset in milliseconds. */
export function timeTicks(start: number, end: number, width: number, offset: number): { step: number; ticks: readonly number[] } {
  const wanted = Math.max(2, Math.floor(width / 90));
  const step = timeSteps.find((candidate) => (end - start) / candidate <= wanted) ?? 90 * day * Math.ceil((end - start) / (90 * day) / wanted);
  const ticks: number[] = [];
  for (let at = Math.ceil((start + offset) / step) * step - offset; at <= end; at += step) ticks.push(at);
  return { step, ticks };
}
