import { dayAndClock, exactTime } from "../format/time.ts";
import { h, useMemo } from "../preact.ts";
import { type ChartLine, ownLines } from "./line.ts";
import type { Unit } from "./scale.ts";
import { cellLabel, rowsOf } from "./table.ts";

/** The points of a chart as a table, the newest first. */
export function ChartTable({ title, lines, unit }: { title: string; lines: readonly ChartLine[]; unit: Unit }) {
  const own = ownLines(lines);
  const rows = useMemo(() => rowsOf(own).toReversed(), [lines]);
  return (
    <div class="chart-table" tabIndex={0} role="region" aria-label={`${title}, values`}>
      <table class="list">
        <thead><tr><th scope="col">Time</th>{own.map((line) => <th scope="col" class="number" key={line.name}>{line.name}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.time}>
              <th scope="row" class="tabular" title={exactTime(row.time)}>{dayAndClock(row.time)}</th>
              {own.map((line, at) => <td class="number" key={line.name}>{cellLabel(line, row.points[at] ?? -1, unit)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
