import type { IconName } from "../shell/Icon.tsx";

/** Something that happened while values were measured: a moment, or a stretch of time. */
export interface Mark {
  readonly from: number;
  /** Where a stretch ends; `null` a moment. */
  readonly to: number | null;
  readonly tone: "critical" | "warning" | "info";
  readonly icon: IconName;
  readonly text: string;
  /** Where more is told of it. */
  readonly href: string | null;
}

/** Marks that stand at one place of a chart. */
export interface PlacedMarks {
  /** Of the chart's span, 0 to 1. */
  readonly at: number;
  readonly marks: readonly Mark[];
}

const order = { critical: 0, warning: 1, info: 2 } as const;

export function withinSpan(marks: readonly Mark[], start: number, end: number): readonly Mark[] {
  return marks.filter((mark) => mark.from <= end && (mark.to ?? mark.from) >= start);
}

/** Where marks stand in a span; those closer together than `apart` (a share of it) share a place, the worst first. What began earlier stands at its start. */
export function placeMarks(marks: readonly Mark[], start: number, end: number, apart: number): readonly PlacedMarks[] {
  const ordered = withinSpan(marks, start, end).toSorted((left, right) => left.from - right.from);
  const places: { at: number; marks: Mark[] }[] = [];
  for (const mark of ordered) {
    const at = Math.max(0, (mark.from - start) / (end - start || 1)), last = places.at(-1);
    if (last && at - last.at < apart) last.marks.push(mark);
    else places.push({ at, marks: [mark] });
  }
  for (const place of places) place.marks.sort((left, right) => order[left.tone] - order[right.tone]);
  return places;
}
