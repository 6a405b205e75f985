import { percent } from "../format/number.ts";
import { type Children, h } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import { type Graded, severity } from "../resources/severity.ts";

/** The bar alone. It is one element that only repaints: a table has hundreds of them. */
export function MeterTrack({ value }: { value: number | null }) {
  return <span class="meter-track" aria-hidden="true" style={{ backgroundSize: `${value === null ? 0 : Math.min(100, value)}% 100%` }} />;
}

/** A usage bar with its number. The bar's colour follows the severity, the number says it too. */
export function Meter({ kind, value, title, resource, track }: {
  kind: Graded;
  value: number | null;
  title?: string | undefined;
  /** Whose thresholds count; those of its kind where nobody is named. */
  resource?: Resource | undefined;
  /** A bar that shows more than the value. */
  track?: Children;
}) {
  const grade = severity(kind, value, resource);
  return (
    <span class={`meter ${kind} ${grade}`} title={title}>
      {track ?? <MeterTrack value={value} />}
      <span class="meter-value">{percent(value)}</span>
    </span>
  );
}
