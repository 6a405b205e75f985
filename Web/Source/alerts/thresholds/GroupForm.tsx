import type { Json, JsonObject } from "../../live/mergePatch.ts";
import { h, useState } from "../../preact.ts";
import { valueAt } from "../configuration/difference.ts";
import { change } from "../configuration/store.ts";
import { pairOf, type Problems } from "../configuration/validation.ts";
import { Delays } from "./Delays.tsx";
import { Flag } from "./Flag.tsx";
import { type Group, pairPath } from "./group.ts";
import { ListInput } from "./ListInput.tsx";
import { NumberInput } from "./NumberInput.tsx";
import { PairField } from "./PairField.tsx";
import { ResetDialog } from "./ResetDialog.tsx";
import { DefaultSeverity } from "./Severity.tsx";

const typeNames: Readonly<Record<string, string>> = { nvme: "NVMe", sas: "SAS", sata: "SATA", hdd: "Hard disk", storageDefault: "Storage usage" };

/** The defaults of one kind of resource. */
export function GroupForm({ config, problems, group, picked, onPick }: { config: JsonObject; problems: Problems; group: Group; picked: string | null; onPick: ((metric: string) => void) | null }) {
  const [resetting, setResetting] = useState(false);
  const byType = group.section === "diskTempByType" || group.section === "diskFillByType";
  // A server may know more kinds of disks than this page.
  const stored = byType ? Object.keys(valueAt(config, [group.section ?? ""]) as JsonObject ?? {}) : [];
  const metrics = [...new Set([...group.metrics, ...stored])];
  return (
    <section class="panel padded stack" aria-label={`Defaults of ${group.name}`}>
      <div class="section-head">
        <h2>{group.section !== null && !byType || group.key === "storage" ? `Defaults of ${group.name.toLowerCase()}` : group.name}</h2>
        <div class="checks">
          {(group.switches ?? []).map(([key, label]) => <Flag key={key} label={label} on={config[key] !== true} onChange={(on) => change([key], !on)} />)}
          <button type="button" class="button quiet small" onClick={() => setResetting(true)}>Factory settings</button>
        </div>
      </div>
      {group.about && <p class="muted">{group.about}</p>}
      {group.flags && <div class="checks">{group.flags.map(([path, label]) => <Flag key={path.join()} label={label} on={valueAt(config, path) === true} onChange={(on) => change(path, on)} />)}</div>}
      {metrics.length > 0 && (
        <div class="pairs">
          <p class="pairs-head" aria-hidden="true"><span /><span /><span>Raised at</span><span>Over at</span><span /></p>
          {metrics.map((each) => (
            <PairField
              key={each}
              metric={group.section === "diskTempByType" ? "temperature" : each === "storageDefault" || group.section === "diskFillByType" ? "usage" : each}
              name={typeNames[each] ?? (byType ? each.toUpperCase() : undefined)}
              pair={pairOf(valueAt(config, pairPath(group, each))) ?? { trigger: 0, clear: 0 }}
              onChange={(next) => change(pairPath(group, each), next as unknown as Json)}
              margin={Number(config.hysteresisMargin) || 5}
              {...(onPick && !byType ? { onPick: () => onPick(each), picked: picked === each } : {})}
            />
          ))}
        </div>
      )}
      {group.numbers && (
        <div class="numbers">
          {group.numbers.map((field) => {
            const path = field.path.join("."), value = valueAt(config, field.path);
            return (
              <div class="number-row" key={path}>
                <span>{field.label}{field.hint && <small class="muted"> {field.hint}</small>}</span>
                <NumberInput label={`${field.label}, ${field.unit}`} value={typeof value === "number" ? value : 0} unit={field.unit} least={-1} error={problems.get(path)} onChange={(next) => change(field.path, next)} />
                {problems.get(path) && <p class="field-error" role="status">{problems.get(path)}</p>}
              </div>
            );
          })}
        </div>
      )}
      {group.severity && <div class="numbers"><DefaultSeverity config={config} section={group.severity} /></div>}
      <Delays config={config} group={group} />
      {group.lists && <div class="two">{group.lists.map((list) => <ListInput key={list.path.join()} id={`list-${list.path.join("-")}`} label={list.label} hint={list.hint} values={textsOf(valueAt(config, list.path))} onChange={(values) => change(list.path, values as unknown as Json)} />)}</div>}
      {resetting && <ResetDialog group={group} config={config} onClose={() => setResetting(false)} />}
    </section>
  );
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}
