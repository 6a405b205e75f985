import { estate } from "../../estate/estate.ts";
import { plural } from "../../format/number.ts";
import type { Json, JsonObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useMemo, useState } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { Field } from "../../shell/Field.tsx";
import { valueAt } from "../configuration/difference.ts";
import { pairOf } from "../configuration/validation.ts";
import { Flag } from "../thresholds/Flag.tsx";
import { NumberInput } from "../thresholds/NumberInput.tsx";
import { PairField } from "../thresholds/PairField.tsx";
import { toConditions } from "./conditions.ts";
import { fits } from "./matching.ts";
import { type CustomRule, ruleMetrics, ruleProblem, writtenRule } from "./rule.ts";

const mostNames = 5;

/** Makes or changes a rule: for which guests, with which thresholds. */
export function RuleDialog({ config, rule, onClose, onApply }: { config: JsonObject; rule: CustomRule | null; onClose: () => void; onApply: (rule: JsonObject) => void }) {
  const guests = useObserved(estate, (value) => value.guests);
  const [name, setName] = useState(rule?.name ?? "");
  const [search, setSearch] = useState(rule?.search ?? "");
  const [thresholds, setThresholds] = useState<JsonObject>(rule?.thresholds ?? {});
  const [priority, setPriority] = useState(rule?.priority ?? 0);
  const [enabled, setEnabled] = useState(rule?.enabled ?? true);
  const [checked, setChecked] = useState(false);
  const translated = useMemo(() => toConditions(search), [search]);
  const problem = "problem" in translated ? translated.problem : null;
  const found = useMemo(() => "conditions" in translated ? guests.filter((guest) => fits(translated.conditions, guest)) : [], [translated, guests]);
  const set = (key: string, value: Json | null) => {
    const { [key]: _, ...rest } = thresholds;
    setThresholds(value === null || value === false ? rest : { ...rest, [key]: value });
  };
  const draft = { name, conditions: "conditions" in translated ? translated.conditions : { filters: [], logicalOperator: "AND" as const }, thresholds, priority, enabled };
  const wrong = ruleProblem(draft);
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (problem || wrong) return;
    onApply(writtenRule(draft, rule?.stored ?? null, Date.now()));
    onClose();
  };
  return (
    <Dialog title={rule ? `Rule “${rule.name || rule.id}”` : "Add rule"} wide onClose={onClose}>
      <form class="stack" onSubmit={apply}>
        <div class="rule-head">
          <Field id="rule-name" label="Name" value={name} onInput={setName} placeholder="Databases" autofocus error={checked && name.trim() === "" ? wrong : null} />
          <div class="field"><span class="field-name" aria-hidden="true">Priority</span><NumberInput label="Priority" value={priority} unit="" least={-1000} onChange={(next) => setPriority(Math.round(next))} /></div>
        </div>
        <Field
          id="rule-search"
          label="For guests that fit"
          value={search}
          onInput={setSearch}
          placeholder="every guest"
          mono
          error={problem}
          hint={problem ? undefined : "As in the search of guests: tag:db, node:pve1, cpu>50, words, OR between all of them."}
        />
        {!problem && <p class="live-count" role="status"><b>{plural(found.length, "guest fits", "guests fit")}</b> of {guests.length}{found.length > 0 && <span class="muted">: {found.slice(0, mostNames).map((guest) => guest.name).join(", ")}{found.length > mostNames ? " …" : ""}</span>}</p>}
        <div class="pairs in-dialog">
          {ruleMetrics.map((metric) => <PairField key={metric} metric={metric} pair={pairOf(thresholds[metric])} inherited={pairOf(valueAt(config, ["guestDefaults", metric])) ?? { trigger: 0, clear: 0 }} margin={Number(config.hysteresisMargin) || 5} onChange={(pair) => set(metric, pair as unknown as Json)} />)}
        </div>
        <div class="checks">
          <Flag label="No alerts at all" on={thresholds.disabled === true} onChange={(on) => set("disabled", on)} />
          <Flag label="Not when stopped" on={thresholds.disableConnectivity === true} onChange={(on) => set("disableConnectivity", on)} />
          <Flag label="Rule is on" on={enabled} onChange={setEnabled} />
        </div>
        {checked && wrong && name.trim() !== "" && <p class="field-error" role="alert">{wrong}</p>}
        <div class="actions">
          <button type="submit" class="button primary">{rule ? "Change" : "Add"}</button>
          <button type="button" class="button quiet" onClick={onClose}>Cancel</button>
          <p class="field-hint">Saved with the other changes by the bar below.</p>
        </div>
      </form>
    </Dialog>
  );
}
