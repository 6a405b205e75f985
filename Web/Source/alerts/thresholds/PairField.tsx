import { h, useRef } from "../../preact.ts";
import { kindOf } from "../alertTypes.ts";
import { type Pair, pairProblem } from "../configuration/validation.ts";
import { NumberInput } from "./NumberInput.tsx";

/** Trigger and clear of one metric: a double handle, two numbers, and whether it is on at all. */
export function PairField({ metric, name, pair, inherited = null, mixed = false, onChange, onPick, picked = false, margin = 5 }: {
  metric: string;
  name?: string | undefined;
  /** Nothing when it is as the defaults. */
  pair: Pair | null;
  inherited?: Pair | null;
  /** Several that are edited together differ in it. */
  mixed?: boolean;
  onChange: (pair: Pair | null) => void;
  onPick?: () => void;
  picked?: boolean;
  /** The usual distance of clear below the trigger. */
  margin?: number;
}) {
  const kind = kindOf(metric);
  const unit = kind.unit ?? "%", title = name ?? kind.word;
  const shown = pair ?? inherited ?? { trigger: 0, clear: 0 };
  const on = shown.trigger > 0;
  const last = useRef<Pair | null>(null);
  if (on) last.current = shown;
  const most = unit === "%" ? 100 : unit === "°C" ? 120 : Math.max(500, Math.ceil(shown.trigger / 100) * 150);
  const problem = on ? pairProblem(metric, shown) : null;
  const set = (trigger: number, clear: number) => onChange({ trigger, clear });
  // What is inherited or differs stands in the field as its placeholder.
  const inheritedOnly = pair === null && inherited !== null;
  const placeholder = (value: number) => mixed ? "" : on ? String(value) : "off";
  const share = (value: number) => `${Math.min(100, Math.max(0, value / most * 100))}%`;
  const own = (pair !== null || mixed) && inherited !== null;
  return (
    <div class={`pair-field ${on ? "" : "off"} ${own ? "own" : ""}`} role="group" aria-label={title}>
      <label class="check pair-name">
        <input
          type="checkbox"
          checked={on}
          aria-label={`${title}: on`}
          onChange={(event) => {
            const usual = last.current ?? (unit === "%" ? { trigger: 80, clear: 75 } : unit === "°C" ? { trigger: 80, clear: 75 } : { trigger: 100, clear: 90 });
            set(event.currentTarget.checked ? usual.trigger : 0, event.currentTarget.checked ? usual.clear : 0);
          }}
        />
        <span>{own ? <b>{title}</b> : title}{mixed && <small> they differ</small>}</span>
      </label>
      <span class="handles" style={{ "--clear": share(shown.clear), "--trigger": share(shown.trigger) }}>
        <input type="range" aria-label={`${title}: over at`} min="0" max={String(most)} step="1" disabled={!on} value={String(shown.clear)} onInput={(event) => set(shown.trigger, Math.min(Number(event.currentTarget.value), shown.trigger - 1))} />
        <input type="range" aria-label={`${title}: raised at`} min="0" max={String(most)} step="1" disabled={!on} value={String(shown.trigger)} onInput={(event) => {
          const trigger = Math.max(1, Number(event.currentTarget.value));
          set(trigger, Math.min(shown.clear, Math.max(0, trigger - Math.min(margin, trigger))));
        }} />
      </span>
      <NumberInput label={`${title}: raised at`} value={on && !inheritedOnly ? shown.trigger : null} unit={unit} disabled={!on} placeholder={placeholder(shown.trigger)} error={problem} onChange={(trigger) => set(trigger, shown.clear)} />
      <NumberInput label={`${title}: over at`} value={on && !inheritedOnly ? shown.clear : null} unit={unit} disabled={!on} placeholder={placeholder(shown.clear)} error={problem} onChange={(clear) => set(shown.trigger, clear)} />
      <span class="pair-acts">
        {own && <button type="button" class="button quiet small" onClick={() => onChange(null)}>Default</button>}
        {onPick && <button type="button" class="button quiet small" aria-pressed={picked} onClick={onPick}>Preview</button>}
      </span>
      {problem && <p class="field-error" role="status">{problem}</p>}
    </div>
  );
}
