import { h, useMemo } from "../preact.ts";
import { differenceLabel, valueLabel } from "./labels.ts";
import type { ChartLine } from "./line.ts";
import type { Unit } from "./scale.ts";
import { summarise } from "./series.ts";

/** Figures of more lines would be a table of their own. */
const mostRows = 3;

/** Lowest, mean, 95th percentile and highest of the shown range, and how far the mean is from that of the time it is compared with. */
export function Statistics({ lines, unit, compared }: { lines: readonly ChartLine[]; unit: Unit; compared: string }) {
  const rows = useMemo(() => lines.flatMap((line) => {
    const summary = line.ghost ? null : summarise(line.series);
    if (!summary) return [];
    const earlier = lines.find((each) => each.ghost && each.name === line.name);
    return [{ line, summary, before: earlier ? summarise(earlier.series) : null }];
  }), [lines]);
  if (rows.length === 0 || rows.length > mostRows) return null;
  const label = (value: number) => valueLabel(unit, value);
  return (
    <ul class="chart-range">
      {rows.map(({ line, summary, before }) => (
        <li key={line.name}>
          {lines.filter((each) => !each.ghost).length > 1 && <i class={`swatch ${line.token.slice(2)} ${line.dashed ? "dashed" : ""}`} title={line.name} />}
          min {label(summary.low)} · avg {label(summary.average)} · p95 {label(summary.p95)} · max {label(summary.high)}
          {before && <b class="chart-delta" title={`The average against ${compared}: ${label(summary.average)}, before ${label(before.average)}`}>{differenceLabel(unit, summary.average, before.average)}</b>}
        </li>
      ))}
    </ul>
  );
}
