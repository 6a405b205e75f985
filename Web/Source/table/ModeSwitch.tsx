import { type LineRange, lineRanges } from "../history/rowSeries.ts";
import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import type { TableChoices } from "./choices.ts";

/** Bars of now, or lines of the last hours. */
export function ModeSwitch({ mode, range, onChoose }: { mode: "bars" | "lines"; range: LineRange; onChoose: (change: Partial<TableChoices>) => void }) {
  return (
    <span class="modes">
      <div class="segments icons" role="radiogroup" aria-label="Show usage as">
        <button type="button" role="radio" aria-checked={mode === "bars"} aria-label="Bars" title="Bars" onClick={() => onChoose({ mode: "bars" })}><Icon name="bars" /></button>
        <button type="button" role="radio" aria-checked={mode === "lines"} aria-label="Lines of the last hours" title="Lines of the last hours" onClick={() => onChoose({ mode: "lines" })}><Icon name="lines" /></button>
      </div>
      {mode === "lines" && (
        <label class="select">
          <span class="visually-hidden">How far back</span>
          <select value={range} onChange={(event) => onChoose({ range: lineRanges.find((each) => each === event.currentTarget.value) ?? "1h" })}>
            {lineRanges.map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        </label>
      )}
    </span>
  );
}
