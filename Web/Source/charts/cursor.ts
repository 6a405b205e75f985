import { Observable } from "../live/observable.ts";

/** The moment under the pointer, shared by all charts in view; `null` when no chart is pointed at. */
export const cursor = new Observable<number | null>(null);

/** The plot that is pointed at, or was last. */
let plot: Element | null = null;

/** Points all charts at a moment, from the plot of one of them. */
export function pointAt(moment: number | null, from: Element | null = null): void {
  if (from) plot = from;
  cursor.set(moment);
}

/** Whether a chart is the one that is pointed at. */
export function isPointedAt(chart: Element): boolean {
  return plot !== null && chart.contains(plot);
}
