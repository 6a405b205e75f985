import { emptySeries, type Series } from "./series.ts";

export interface ChartLine {
  readonly name: string;
  readonly series: Series;
  /** Colour token, e.g. `--series-cpu`. */
  readonly token: string;
  readonly dashed?: boolean;
  /** The same line of an earlier time, moved to this one: to compare with, not to read. */
  readonly ghost?: boolean;
}

/** The lines a legend names. */
export function ownLines(lines: readonly ChartLine[]): readonly ChartLine[] {
  return lines.filter((line) => !line.ghost);
}

/** Lines with those left empty that are hidden. */
export function withoutHidden(lines: readonly ChartLine[], hidden: ReadonlySet<string>): readonly ChartLine[] {
  return hidden.size === 0 ? lines : lines.map((line) => hidden.has(line.name) ? { ...line, series: emptySeries } : line);
}

/** What is hidden after a line of the legend was picked: the others, or nothing when it was alone. `toggle` hides or shows it only; the last one stays. */
export function picked(names: readonly string[], hidden: ReadonlySet<string>, name: string, toggle: boolean): ReadonlySet<string> {
  if (toggle) {
    const next = new Set(hidden);
    if (!next.delete(name)) next.add(name);
    return next.size < names.length ? next : hidden;
  }
  const others = names.filter((each) => each !== name);
  const alone = !hidden.has(name) && others.every((each) => hidden.has(each));
  return new Set(alone ? [] : others);
}
