/** What a stretch of time was like: nothing open, the worst that was, or not watched. */
export type Beat = "well" | "warning" | "critical" | "unknown";

export const beatCount = 60;

export interface Trouble {
  readonly level: "warning" | "critical";
  readonly from: number;
  /** `null` while it goes on. */
  readonly to: number | null;
}

/**
 * A span in equal parts, oldest first. `watched` are moments at which something was measured: a part without any is
 * unknown, unless trouble was going on in it. The last part may be too young to have a measurement yet.
 */
export function beatsOf(span: { readonly from: number; readonly to: number }, watched: readonly number[], troubles: readonly Trouble[]): readonly Beat[] {
  const length = (span.to - span.from) / beatCount;
  const part = (moment: number) => Math.floor((moment - span.from) / length);
  const beats = new Array<Beat>(beatCount).fill("unknown");
  for (const moment of watched) {
    const at = part(moment);
    if (at >= 0 && at < beatCount) beats[at] = "well";
  }
  if (beats[beatCount - 2] === "well") beats[beatCount - 1] = "well";
  for (const { level, from, to } of troubles) {
    if (from >= span.to || (to ?? span.to) < span.from) continue;
    const last = Math.min(beatCount - 1, part(to ?? span.to));
    for (let at = Math.max(0, part(from)); at <= last; at += 1) if (beats[at] !== "critical") beats[at] = level;
  }
  return beats;
}

/** How much of the watched time was without critical trouble, percent; `null` when nothing was watched. */
export function shareWell(beats: readonly Beat[]): number | null {
  const watched = beats.filter((beat) => beat !== "unknown").length;
  return watched === 0 ? null : beats.filter((beat) => beat === "well" || beat === "warning").length / watched * 100;
}
