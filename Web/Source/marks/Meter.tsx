import { percent } from "../format/number.ts";
import { h } from "../preact.ts";
import { type Graded, severity } from "../resources/severity.ts";

/** A usage bar with its number. The bar's colour follows the severity, the number says it too. */
export function Meter({ kind, value, title }: { kind: Graded; value: number | null; title?: string | undefined }) {
  const grade = severity(kind, value);
  return (
    <span class={`meter ${kind} ${grade}`} title={title}>
      <span class="meter-track" aria-hidden="true">
        {value !== null && <span class="meter-fill" style={{ transform: `scaleX(${Math.min(1, value / 100)})` }} />}
      </span>
      <span class="meter-value">{percent(value)}</span>
    </span>
  );
}
