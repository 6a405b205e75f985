import { percent } from "../format/number.ts";
import { h } from "../preact.ts";
import { type Graded, severity } from "../resources/severity.ts";

/** The bar alone. It is one element that only repaints: a table has hundreds of them. */
export function MeterTrack({ value }: { value: number | null }) {
  return <span class="meter-track" aria-hidden="true" style={{ backgroundSize: `${value === null ? 0 : Math.min(100, value)}% 100%` }} />;
}

/** A usage bar with its number. The bar's colour follows the severity, the number says it too. */
export function Meter({ kind, value, title }: { kind: Graded; value: number | null; title?: string | undefined }) {
  const grade = severity(kind, value);
  return (
    <span class={`meter ${kind} ${grade}`} title={title}>
      <MeterTrack value={value} />
      <span class="meter-value">{percent(value)}</span>
    </span>
  );
}
