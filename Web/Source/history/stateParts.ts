import { type StateSpan, stateText } from "./changes.ts";
import { duration } from "../format/time.ts";

/** A short part of a time with the worst state in it. */
export interface StatePart {
  readonly from: number;
  readonly to: number;
  readonly status: "offline" | "warning" | "unknown" | "online";
  /** The states in it, in words. */
  readonly text: string;
}

const worst = ["offline", "warning", "unknown", "online"] as const;

/** A time in equal parts, each with its worst state; what is not covered is not known. */
export function partsOf(states: readonly StateSpan[], from: number, to: number, parts: number): readonly StatePart[] {
  const length = (to - from) / parts;
  return Array.from({ length: parts }, (_, index) => {
    const start = from + index * length, end = start + length;
    const inside = states.filter((state) => state.from < end && state.to > start);
    const found = worst.find((each) => inside.some((state) => (state.gap ? "unknown" : state.status) === each)) ?? "unknown";
    const words = new Map<string, number>();
    for (const state of inside) {
      const text = stateText(state);
      words.set(text, (words.get(text) ?? 0) + Math.min(end, state.to) - Math.max(start, state.from));
    }
    const text = [...words].map(([word, time]) => inside.length === 1 ? word : `${word} ${duration(time / 1000)}`).join(", ") || "Not known";
    return { from: start, to: end, status: found, text };
  });
}

export interface Availability {
  /** Of the known time, percent; `null` when none is known. */
  readonly online: number | null;
  readonly outages: number;
  /** The longest, milliseconds. */
  readonly longest: number;
}

/** How much of a time it was up; degraded is up as well. */
export function availabilityOf(states: readonly StateSpan[], from: number, to: number): Availability {
  let known = 0, up = 0, outages = 0, longest = 0;
  for (const state of states) {
    const time = Math.min(to, state.to) - Math.max(from, state.from);
    if (time <= 0 || state.gap || state.status === "unknown") continue;
    known += time;
    if (state.status !== "offline") up += time;
    else {
      outages += 1;
      longest = Math.max(longest, time);
    }
  }
  return { online: known > 0 ? up / known * 100 : null, outages, longest };
}
