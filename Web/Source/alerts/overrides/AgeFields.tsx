import { isObject, type Json, type JsonObject } from "../../live/mergePatch.ts";
import { h } from "../../preact.ts";
import { NumberInput } from "../thresholds/NumberInput.tsx";

const fields = {
  backup: [["warningDays", "Warning after", "days"], ["criticalDays", "Critical after", "days"]],
  snapshot: [["warningDays", "Warning after", "days"], ["criticalDays", "Critical after", "days"], ["warningSizeGiB", "Warning from", "GiB"], ["criticalSizeGiB", "Critical from", "GiB"]],
} as const;

/** How old backups or snapshots of single guests may be. Zero takes the value of all guests. */
export function AgeFields({ member, title, value, defaults, onChange }: { member: "backup" | "snapshot"; title: string; value: Json | undefined; defaults: JsonObject; onChange: (value: Json) => void }) {
  const own: JsonObject = isObject(value) ? value : {};
  const set = (change: JsonObject) => {
    const next = { ...own, ...change };
    onChange(Object.values(next).some((each) => each !== 0 && each !== false && each !== null) ? next : null);
  };
  return (
    <div class="stack tight">
      <label class="check"><input type="checkbox" checked={own.enabled === true} onChange={(event) => set({ enabled: event.currentTarget.checked })} /><span>{title}</span></label>
      {own.enabled === true && (
        <div class="numbers">
          {fields[member].map(([key, label, unit]) => (
            <div class="number-row" key={key}>
              <span>{label}</span>
              <NumberInput label={`${title}: ${label.toLowerCase()}, ${unit}`} value={typeof own[key] === "number" && own[key] !== 0 ? own[key] : null} unit={unit} placeholder={String(defaults[key] ?? 0)} onChange={(next) => set({ [key]: next })} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
