import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";

/** Bars of now, or lines of the last hour. */
export function ModeSwitch({ mode, onChoose }: { mode: "bars" | "lines"; onChoose: (mode: "bars" | "lines") => void }) {
  return (
    <div class="segments icons" role="radiogroup" aria-label="Show usage as">
      <button type="button" role="radio" aria-checked={mode === "bars"} aria-label="Bars" title="Bars" onClick={() => onChoose("bars")}><Icon name="bars" /></button>
      <button type="button" role="radio" aria-checked={mode === "lines"} aria-label="Lines of the last hour" title="Lines of the last hour" onClick={() => onChoose("lines")}><Icon name="lines" /></button>
    </div>
  );
}
