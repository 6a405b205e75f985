import type { Band, Ink, Line } from "./draw.ts";
import type { ChartLine } from "./line.ts";
import type { Mark } from "./marks.ts";

/** Everything of a chart that has a colour, in those of the theme. */
export interface ChartInk extends Ink {
  readonly background: string;
  readonly title: string;
  readonly lines: readonly Line[];
  readonly bands: readonly Band[];
}

const tones = { critical: "--crit", warning: "--warn-fill", info: "--text-muted" } as const;

export function inkOf(element: Element, lines: readonly ChartLine[], marks: readonly Mark[]): ChartInk {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    grid: token("--grid"),
    text: token("--text-muted"),
    font: `11px ${style.fontFamily}`,
    background: token("--surface"),
    title: token("--text"),
    lines: lines.map(({ series, token: name, dashed = false, ghost = false }) => ({ series, colour: token(name), dashed, ghost })),
    bands: marks.flatMap(({ from, to, tone }) => to === null ? [] : [{ from, to, colour: token(tones[tone]) }]),
  };
}
