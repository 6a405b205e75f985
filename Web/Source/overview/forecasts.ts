import { isObject } from "../live/mergePatch.ts";

/** Something that will be full. */
export interface Filling {
  readonly id: string;
  readonly name: string;
  /** Percent in use now. */
  readonly now: number;
  /** Seconds until it is full. */
  readonly left: number;
}

const day = 86_400;
/** What fills up later is no news. */
export const furthest = 30 * day;

/** Rows of the forecast that are full within thirty days, the soonest first. */
export function readFillings(rows: unknown): readonly Filling[] {
  return (Array.isArray(rows) ? rows : []).filter(isObject).flatMap((row): Filling[] => {
    const { resource_id: id, resource_name: name, current_value: current, time_to_threshold: left } = row;
    if (typeof id !== "string" || typeof current !== "number" || typeof left !== "number" || left > furthest) return [];
    return [{ id, name: typeof name === "string" && name !== "" ? name : id, now: current, left }];
  }).sort((left, right) => left.left - right.left);
}

/** `in 5 hours`, `in 12 days`. */
export function fullIn({ left }: Filling): string {
  if (left < 2 * day) {
    const hours = Math.max(1, Math.round(left / 3600));
    return `full in ${hours} ${hours === 1 ? "hour" : "hours"}`;
  }
  return `full in ${Math.round(left / day)} days`;
}
