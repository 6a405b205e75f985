import { clockTime } from "../format/time.ts";
import { type Ref, useEffect, useLayoutEffect, useRef } from "../preact.ts";
import { cursor, isPointedAt } from "./cursor.ts";
import { type Box, type Frame, placeX, placeY } from "./draw.ts";
import { valueLabel } from "./labels.ts";
import { Readout } from "./readout.ts";
import type { Unit } from "./scale.ts";
import { nearest, type Series } from "./series.ts";

export interface Pointed {
  readonly box: Ref<Box>;
  readonly frame: Frame;
  readonly unit: Unit;
  readonly lines: readonly { readonly series: Series }[];
  /** How far from the moment a point may be, milliseconds. */
  readonly reach: number;
}

/**
 * Shows what a chart has at the moment that is pointed at: a cross-line with dots that are moved, and texts of the legend
 * that are rewritten. The chart is neither rendered nor drawn again, and one out of view waits until it is seen.
 */
export function usePointed(pointed: Pointed, drawn: readonly unknown[]) {
  const line = useRef<HTMLElement>(null), legend = useRef<HTMLElement>(null);
  const latest = useRef(pointed);
  latest.current = pointed;
  const readout = useRef<Readout | null>(null);
  const chart = readout.current ??= new Readout({
    line: () => line.current && moveLine(line.current, latest.current, cursor.value, none),
    values: () => {
      const values = at(latest.current, cursor.value);
      if (line.current) moveLine(line.current, latest.current, cursor.value, values);
      if (legend.current) writeLegend(legend.current, latest.current.unit, cursor.value, values);
    },
    pointedAt: () => !!legend.current?.closest(".chart") && isPointedAt(legend.current.closest(".chart") as Element),
  });
  useLayoutEffect(() => chart.show(), drawn);
  useEffect(() => {
    const release = cursor.subscribe(() => chart.follow());
    const observer = new IntersectionObserver((entries) => chart.see(entries.some((entry) => entry.isIntersecting)), { rootMargin: "150px" });
    if (legend.current) observer.observe(legend.current);
    return () => {
      release();
      observer.disconnect();
      chart.end();
    };
  }, []);
  return { line, legend };
}

const none: readonly undefined[] = [];

function at({ lines, reach }: Pointed, moment: number | null): readonly (number | undefined)[] {
  return lines.map(({ series }) => series.values[moment === null ? series.values.length - 1 : nearest(series.times, moment, reach)]);
}

function writeLegend(legend: HTMLElement, unit: Unit, moment: number | null, values: readonly (number | undefined)[]): void {
  const [time, ...places] = legend.querySelectorAll<HTMLElement>(".chart-time, b");
  if (time) {
    if (time.hidden !== (moment === null)) time.hidden = moment === null;
    if (moment !== null) write(time, clockTime(moment));
  }
  places.forEach((place, index) => {
    const value = values[index];
    write(place, value === undefined ? "—" : valueLabel(unit, value));
  });
}

function write(element: HTMLElement, text: string): void {
  const node = element.firstChild as Text | null;
  if (!node) element.textContent = text;
  else if (node.data !== text) node.data = text;
}

/** Moves the cross-line and its dots, which are backgrounds: that paints one element, without laying anything out. Dots without a value are out of sight. */
function moveLine(line: HTMLElement, { box: { current: box }, frame, lines }: Pointed, moment: number | null, values: readonly (number | undefined)[]): void {
  const x = moment === null || !box ? NaN : Math.round(placeX(box, frame, moment));
  const inside = !!box && x >= box.left && x <= box.right;
  const places = lines.map((_, index) => {
    const value = inside ? values[index] : undefined;
    return value === undefined || !box ? away : `${x - 3}px ${placeY(box, frame, value) - 3.5}px`;
  });
  line.style.backgroundPosition = [...places, inside ? `${x}px 8px` : away].join();
}

const away = "-20px 0";
