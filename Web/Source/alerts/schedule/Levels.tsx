import type { Json } from "../../live/mergePatch.ts";
import { h } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { change } from "../configuration/store.ts";
import type { Problems } from "../configuration/validation.ts";
import { NumberInput } from "../thresholds/NumberInput.tsx";
import { type Level, type Schedule, type Target, targetWords } from "./policy.ts";

const targets = Object.entries(targetWords) as readonly (readonly [Target, string])[];

export function TargetSelect({ label, value, onChange }: { label: string; value: Target; onChange: (value: Target) => void }) {
  return <span class="select"><select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value as Target)}>{targets.map(([each, word]) => <option key={each} value={each}>{word}</option>)}</select></span>;
}

/** Steps of escalation, each later than the one before. */
export function Levels({ schedule, problems }: { schedule: Schedule; problems: Problems }) {
  const { levels } = schedule.escalation;
  const write = (next: readonly Level[]) => change(["schedule", "escalation", "levels"], next as unknown as Json);
  return (
    <div class="stack">
      <ol class="levels">
        {levels.map((level, index) => {
          const problem = problems.get(`schedule.escalation.levels.${index}`);
          return (
            <li key={index}>
              <span>After</span>
              <NumberInput label={`Step ${index + 1}: minutes`} value={level.after} unit="min" error={problem} onChange={(after) => write(levels.map((each, at) => at === index ? { ...each, after } : each))} />
              <span>to</span>
              <TargetSelect label={`Step ${index + 1}: goes to`} value={level.notify} onChange={(notify) => write(levels.map((each, at) => at === index ? { ...each, notify } : each))} />
              <button type="button" class="icon-button" aria-label={`Remove step ${index + 1}`} onClick={() => write(levels.filter((_, at) => at !== index))}><Icon name="trash" /></button>
              {problem && <p class="field-error">{problem}</p>}
            </li>
          );
        })}
      </ol>
      <button type="button" class="button small add" disabled={levels.length >= 10} onClick={() => write([...levels, { after: (levels.at(-1)?.after ?? 0) + 15, notify: "all" }])}><Icon name="plus" />Add step</button>
    </div>
  );
}
