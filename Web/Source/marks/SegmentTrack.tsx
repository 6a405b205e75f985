import { h } from "../preact.ts";
import type { Severity } from "../resources/severity.ts";

const colours: Readonly<Record<Severity, string>> = { normal: "var(--accent)", warning: "var(--warn-fill)", critical: "var(--crit)" };
/** Percent of the bar between two segments. */
const gap = 3;

/** A bar of several parts, such as the filesystems of a guest, each as full and as bad as it is. One element that only repaints. */
export function SegmentTrack({ segments }: { segments: readonly { readonly share: number; readonly grade: Severity }[] }) {
  const width = (100 - gap * (segments.length - 1)) / segments.length;
  const stops = segments.flatMap(({ share, grade }, index) => {
    const start = index * (width + gap), filled = start + width * Math.min(100, share) / 100;
    return [`${colours[grade]} ${start}% ${filled}%`, `var(--track) ${filled}% ${start + width}%`, `transparent ${start + width}% ${start + width + gap}%`];
  });
  return <span class="meter-track segmented" aria-hidden="true" style={{ background: `linear-gradient(90deg, ${stops.join(", ")})` }} />;
}
