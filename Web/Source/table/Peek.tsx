import { Sparkline } from "../charts/Sparkline.tsx";
import { valueLabel } from "../charts/labels.ts";
import type { Unit } from "../charts/scale.ts";
import { useHour } from "../history/useHour.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h, useRef } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import type { CellContext, Column } from "./columns.ts";
import type { Row } from "./row.ts";
import { useDismissed } from "./useDismissed.ts";
import { usePlace } from "./usePlace.ts";

const lines: readonly (readonly [metric: string, name: string, token: string, unit: Unit])[] = [
  ["cpu", "CPU", "--series-cpu", "percent"],
  ["memory", "Memory", "--series-memory", "percent"],
  ["disk", "Disk", "--series-disk", "percent"],
  ["usage", "Usage", "--series-disk", "percent"],
  ["netin", "Network in", "--series-in", "traffic"],
  ["smart_temp", "Temperature", "--series-temp", "celsius"],
];
const mostLines = 4;

/** A look into a row without opening it: every column, also those there is no room for, and the last hour. */
export function Peek<R extends Row>({ row, columns, context, onClose }: { row: R; columns: readonly Column<R>[]; context: CellContext; onClose: () => void }) {
  const panel = useRef<HTMLDivElement>(null);
  const place = usePlace(panel, () => document.querySelector(`tr[data-id="${CSS.escape(row.id)}"]`), row.id, 36);
  useDismissed(panel, onClose);
  const facts = columns.slice(1).filter((column) => !column.has || column.has(row));
  return (
    <div class="peek" role="status" aria-label={`${row.name} in short`} ref={panel} style={place}>
      <h3><StatusMark state={row.state} />{row.name}</h3>
      <dl>
        {facts.map((column) => (
          <div key={column.key}>
            <dt>{column.title ?? column.name}</dt>
            <dd>{column.cell(row, { ...context, mode: "bars" })}</dd>
          </div>
        ))}
      </dl>
      <Hour resource={"resource" in row ? row.resource as Resource : null} />
    </div>
  );
}

function Hour({ resource }: { resource: Resource | null }) {
  const series = useHour(resource);
  if (!resource) return null;
  // A storage calls its share `usage`, everything else `disk`.
  const shown = lines.filter(([metric]) => series?.get(metric) && !(metric === "usage" && series.get("disk"))).slice(0, mostLines);
  return (
    <div class="peek-hour">
      {shown.map(([metric, name, token, unit]) => {
        const found = series?.get(metric);
        const last = found?.values.at(-1);
        return found && (
          <span key={metric}>
            <small>{name}</small>
            <Sparkline series={found} token={token} width={88} height={24} high={unit === "percent" ? 100 : found.highs.reduce((most, value) => Math.max(most, value), 0)} />
            <small class="tabular">{last === undefined ? "" : valueLabel(unit, last)}</small>
          </span>
        );
      })}
    </div>
  );
}
