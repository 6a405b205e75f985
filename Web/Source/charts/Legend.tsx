import { h, type Ref } from "../preact.ts";
import type { ChartLine } from "./line.ts";
import type { Unit } from "./scale.ts";

/** Names and values of a chart's lines; the values are written while it is pointed at. A click shows one line alone, with Ctrl it hides or shows it. */
export function Legend({ lines, hidden, unit, onPick, place }: {
  lines: readonly ChartLine[];
  hidden: ReadonlySet<string>;
  unit: Unit;
  onPick: (name: string, toggle: boolean) => void;
  place: Ref<HTMLElement>;
}) {
  return (
    <span class={`chart-legend ${unit}`} ref={place}>
      <span><span class="chart-time" hidden /></span>
      {lines.map((line) => {
        const swatch = <i class={`swatch ${line.token.slice(2)} ${line.dashed ? "dashed" : ""}`} />;
        if (lines.length === 1) return <span class="legend-item" key={line.name}>{swatch}<b /></span>;
        return (
          <button
            type="button"
            class="legend-item"
            key={line.name}
            aria-pressed={!hidden.has(line.name)}
            title={`Click: only ${line.name}. Ctrl and click: hide or show it.`}
            onClick={(event) => onPick(line.name, event.ctrlKey || event.metaKey)}
          >
            {swatch}
            <span class="legend-name">{line.name}</span>
            <b />
          </button>
        );
      })}
    </span>
  );
}
