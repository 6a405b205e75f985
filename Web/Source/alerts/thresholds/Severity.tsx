import { h } from "../../preact.ts";
import type { JsonObject } from "../../live/mergePatch.ts";
import { valueAt } from "../configuration/difference.ts";
import { change } from "../configuration/store.ts";

export type StoppedChoice = "off" | "warning" | "critical";

const choices: readonly (readonly [StoppedChoice, string])[] = [["off", "Off"], ["warning", "Warning"], ["critical", "Critical"]];

/** What it means when something is stopped. `value` is `null` while nothing is chosen. */
export function StoppedField({ value, onChange, onDefault }: { value: StoppedChoice | null; onChange: (value: StoppedChoice) => void; onDefault?: (() => void) | undefined }) {
  return (
    <div class="number-row">
      <span>When it is stopped {onDefault && value !== null && <button type="button" class="link small" onClick={onDefault}>Default</button>}</span>
      <div class="segments" role="radiogroup" aria-label="When it is stopped">
        {choices.map(([each, word]) => <button type="button" role="radio" key={each} aria-checked={value === each} onClick={() => onChange(each)}>{word}</button>)}
      </div>
    </div>
  );
}

/** The same in the defaults of guests and containers, where the switch has another name. */
export function DefaultSeverity({ config, section }: { config: JsonObject; section: "guestDefaults" | "dockerDefaults" }) {
  const docker = section === "dockerDefaults";
  const path = [section, docker ? "statePoweredOffSeverity" : "poweredOffSeverity"], off = [section, docker ? "stateDisableConnectivity" : "disableConnectivity"];
  const value = valueAt(config, off) === true ? "off" : valueAt(config, path) === "critical" ? "critical" : "warning";
  return (
    <StoppedField
      value={value}
      onChange={(next) => {
        change(off, next === "off" ? true : docker ? false : undefined);
        if (next !== "off") change(path, next);
      }}
    />
  );
}
