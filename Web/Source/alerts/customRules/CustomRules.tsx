import { estate } from "../../estate/estate.ts";
import { plural } from "../../format/number.ts";
import { isObject, type Json, type JsonObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useMemo, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { change } from "../configuration/store.ts";
import { spaced, valueWords } from "../configuration/words.ts";
import { filterWords } from "./conditions.ts";
import { byPriority, type Coverage, coverage } from "./matching.ts";
import { type CustomRule, readRules } from "./rule.ts";
import { RuleDialog } from "./RuleDialog.tsx";

/** Rules that give every guest that fits a search thresholds of its own. Overrides of single guests come before them. */
export function CustomRules({ config }: { config: JsonObject }) {
  const guests = useObserved(estate, (value) => value.guests);
  const rules = useMemo(() => readRules(config), [config.customRules]);
  const counts = useMemo(() => coverage(rules, guests), [rules, guests]);
  const [open, setOpen] = useState<CustomRule | "new" | null>(null);
  const write = (list: readonly JsonObject[]) => change(["customRules"], list as unknown as Json);
  const stored = rules.map((rule) => rule.stored);
  const replace = (rule: CustomRule, by: JsonObject | null) => write(stored.flatMap((each) => each === rule.stored ? by === null ? [] : [by] : [each]));
  return (
    <section class="panel padded stack" aria-label="Custom rules">
      <div class="section-head">
        <h2>Custom rules{rules.length > 0 && <small class="muted"> {rules.length}</small>}</h2>
        <button type="button" class="button small" onClick={() => setOpen("new")}><Icon name="plus" />Add rule</button>
      </div>
      {rules.length === 0 && <p class="muted">None. A rule gives all guests that fit a search other thresholds, such as <code>tag:db</code> more memory.</p>}
      {rules.length > 0 && (
        <table class="list custom-rules">
          <thead><tr><th scope="col">Rule</th><th scope="col">For</th><th scope="col">Thresholds</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
          <tbody>
            {byPriority(rules).map((rule) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                counts={counts.get(rule.id)}
                onToggle={() => replace(rule, { ...rule.stored, enabled: !rule.enabled })}
                onEdit={() => setOpen(rule)}
                onRemove={() => replace(rule, null)}
              />
            ))}
          </tbody>
        </table>
      )}
      {rules.length > 1 && <p class="field-hint">Of several that fit a guest the one with the highest priority counts.</p>}
      {open && (
        <RuleDialog
          config={config}
          rule={open === "new" ? null : open}
          onClose={() => setOpen(null)}
          onApply={(made) => open === "new" ? write([...stored, made]) : replace(open, made)}
        />
      )}
    </section>
  );
}

function RuleRow({ rule, counts, onToggle, onEdit, onRemove }: { rule: CustomRule; counts: Coverage | undefined; onToggle: () => void; onEdit: () => void; onRemove: () => void }) {
  const fixed = rule.search === null;
  const shown = Object.entries(rule.thresholds).filter(([, value]) => value !== null && value !== false && value !== "");
  return (
    <tr class={rule.enabled ? "" : "switched-off"}>
      <th scope="row">
        <label class="check">
          <input type="checkbox" checked={rule.enabled} disabled={fixed} aria-label={`${rule.name || rule.id}: on`} onChange={onToggle} />
          <span><b>{rule.name || rule.id}</b><small class="muted"> priority {rule.priority}</small></span>
        </label>
      </th>
      <td>
        {fixed
          ? <span title="This page cannot edit these conditions; the rule stays as it is.">{rule.conditions.filters.map(filterWords).join(rule.conditions.logicalOperator === "OR" ? " or " : " and ")}</span>
          : rule.search === "" ? "every guest" : <code>{rule.search}</code>}
        <small class="muted">{fixed ? "only shown here; " : ""}{counts ? countWords(counts, rule.enabled) : ""}</small>
      </td>
      <td><span class="tags">{shown.map(([name, value]) => <span class="tag" key={name}>{isObject(value) || typeof value === "string" ? `${spaced(name)} ${valueWords(value, name)}` : spaced(name)}</span>)}</span></td>
      <td class="row-actions">
        {!fixed && <button type="button" class="icon-button" aria-label={`Edit the rule ${rule.name}`} onClick={onEdit}><Icon name="edit" /></button>}
        <button type="button" class="icon-button" aria-label={`Remove the rule ${rule.name}`} title="Remove" onClick={onRemove}><Icon name="trash" /></button>
      </td>
    </tr>
  );
}

export function countWords({ matches, applies }: Coverage, enabled: boolean): string {
  const all = plural(matches, "guest fits", "guests fit");
  return !enabled || applies === matches ? all : `${all}, ${matches - applies} of them a rule of higher priority`;
}
