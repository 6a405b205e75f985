import { exactPercent } from "../format/number.ts";
import { duration } from "../format/time.ts";
import { h } from "../preact.ts";
import { type Beat, beatCount, shareWell } from "./beats.ts";

const words: Readonly<Record<Beat, string>> = { well: "all well", warning: "a warning was open", critical: "a critical alert was open", unknown: "not watched" };
const width = 4, gap = 1, height = 16;
/** Told apart by height as well as by colour. */
const heights: Readonly<Record<Beat, number>> = { well: 6, warning: 11, critical: height, unknown: 2 };

/** A day in sixty strokes; each says in words what it was. */
export function DayStrip({ name, beats, hours }: { name: string; beats: readonly Beat[]; hours: number }) {
  const share = shareWell(beats);
  const each = hours * 3600 / beatCount;
  return (
    <svg class="day-strip" viewBox={`0 0 ${beatCount * (width + gap) - gap} ${height}`} preserveAspectRatio="none" role="img" aria-label={`${name}, last ${hours} hours: ${share === null ? "not watched" : `${exactPercent(share)} of the watched time without critical alerts`}`}>
      {beats.map((beat, index) => (
        <rect key={index} class={beat} x={index * (width + gap)} y={height - heights[beat]} width={width} height={heights[beat]}>
          <title>{`${index === beatCount - 1 ? "Now" : `${duration((beatCount - 1 - index) * each)} ago`}: ${words[beat]}`}</title>
        </rect>
      ))}
    </svg>
  );
}
