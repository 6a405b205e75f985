import { isObject, type Json, type JsonObject } from "../../live/mergePatch.ts";
import { h, useState } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { Field } from "../../shell/Field.tsx";
import { alertConfig, replaceDraft } from "../configuration/store.ts";
import { pairOf } from "../configuration/validation.ts";
import { Flag } from "../thresholds/Flag.tsx";
import { type Group, inheritedPair, overrideMetrics } from "../thresholds/group.ts";
import { PairField } from "../thresholds/PairField.tsx";
import { type StoppedChoice, StoppedField } from "../thresholds/Severity.tsx";
import { AgeFields } from "./AgeFields.tsx";
import { commonValue, type Touched, touchedProblem, withTouched } from "./edit.ts";
import { keyIn, type Overridable } from "./overridables.ts";
import { ResourcePicker } from "./ResourcePicker.tsx";

const reachable: readonly (string | undefined)[] = ["guests", "nodes", "machines", "storages"];

/** One override, or the same for many resources: only what is touched is changed. */
export function OverrideDialog({ config, group, known, keys, onClose }: { config: JsonObject; group: Group; known: readonly Overridable[]; keys: readonly string[]; onClose: () => void }) {
  const adding = keys.length === 0;
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [touched, setTouched] = useState<Touched>({});
  const overrides = isObject(config.overrides) ? config.overrides : {};
  const stored = (key: string) => {
    const one = known.find((each) => each.key === key);
    return one ? keyIn(overrides, one) : key;
  };
  const chosen = adding ? picked.map(stored) : keys;
  const touch = (name: string, value: Json) => setTouched((old) => ({ ...old, [name]: value }));
  const common = (name: string) => commonValue(overrides, chosen, name, touched);
  const many = chosen.length > 1;
  const apply = () => {
    replaceDraft(withTouched(alertConfig.value.draft ?? config, chosen, touched));
    onClose();
  };
  const named = (key: string | undefined) => known.find((each) => key !== undefined && each.keys.includes(key))?.name ?? key;
  const title = adding ? `Override for ${group.name.toLowerCase()}` : keys.length > 1 ? `Overrides of ${keys.length} ${group.name.toLowerCase()}` : `Override of ${named(keys[0])}`;
  const noteIs = common("note"), disabled = common("disabled"), unreachable = common("disableConnectivity"), severity = common("poweredOffSeverity");
  const stopped = unreachable.value === true ? "off" : severity.value === "warning" || severity.value === "critical" ? severity.value : null;
  const stop = (choice: StoppedChoice | null) => setTouched((old) => ({ ...old, disableConnectivity: choice === "off", poweredOffSeverity: choice === "off" || choice === null ? null : choice }));
  return (
    <Dialog title={title} wide onClose={onClose}>
      <div class="stack">
        {adding && <ResourcePicker known={known} chosen={picked} has={(one) => one.keys.some((key) => Object.hasOwn(overrides, key))} onChange={setPicked} />}
        {many && !adding && <p class="muted">{keys.slice(0, 6).map(named).join(", ")}{keys.length > 6 ? ` and ${keys.length - 6} more` : ""}. Only what is changed here is changed in all of them.</p>}
        <div class="pairs in-dialog">
          {overrideMetrics(group).map((metric) => {
            const { value, mixed } = common(metric);
            return <PairField key={metric} metric={metric} pair={pairOf(value)} mixed={mixed} inherited={inheritedPair(group, config, metric)} margin={Number(config.hysteresisMargin) || 5} onChange={(pair) => touch(metric, pair as unknown as Json)} />;
          })}
        </div>
        {group.severity === "guestDefaults" && <StoppedField value={stopped} onChange={stop} onDefault={() => stop(null)} />}
        <div class="checks">
          <Flag label="No alerts at all" on={disabled.value === true} mixed={disabled.mixed} onChange={(on) => touch("disabled", on)} />
          {reachable.includes(group.overrides) && group.severity === undefined && <Flag label="Not when out of reach" on={unreachable.value === true} mixed={unreachable.mixed} onChange={(on) => touch("disableConnectivity", on)} />}
        </div>
        {group.overrides === "guests" && (
          <details class="scopes" open={!many && (common("backup").value !== undefined || common("snapshot").value !== undefined)}>
            <summary>Backups and snapshots</summary>
            <div class="stack more">
              <AgeFields member="backup" title="Old backups" value={common("backup").value} defaults={isObject(config.backupDefaults) ? config.backupDefaults : {}} onChange={(value) => touch("backup", value)} />
              <AgeFields member="snapshot" title="Old or large snapshots" value={common("snapshot").value} defaults={isObject(config.snapshotDefaults) ? config.snapshotDefaults : {}} onChange={(value) => touch("snapshot", value)} />
            </div>
          </details>
        )}
        <Field id="override-note" label="Note" value={typeof noteIs.value === "string" ? noteIs.value : ""} onInput={(note) => touch("note", note)} placeholder={noteIs.mixed ? "They differ; type to change all" : "Why it differs"} />
        <div class="actions">
          <button type="button" class="button primary" disabled={chosen.length === 0 || Object.keys(touched).length === 0 || touchedProblem(touched) !== null} onClick={apply}>{many ? `Change ${chosen.length}` : "Change"}</button>
          <button type="button" class="button quiet" onClick={onClose}>Cancel</button>
          <p class="field-hint">Saved with the other changes by the bar below.</p>
        </div>
      </div>
    </Dialog>
  );
}
