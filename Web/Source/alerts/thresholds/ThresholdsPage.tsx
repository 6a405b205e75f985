import { estate } from "../../estate/estate.ts";
import { isObject, type Json, type JsonObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useEffect, useState } from "../../preact.ts";
import { route, setQuery } from "../../shell/router.ts";
import { ConfigFrame } from "../configuration/ConfigFrame.tsx";
import { valueAt } from "../configuration/difference.ts";
import { change } from "../configuration/store.ts";
import { pairOf, type Problems } from "../configuration/validation.ts";
import { type Group, groups, isConfigured, pairPath } from "./groups.ts";
import { ListInput } from "./ListInput.tsx";
import { NumberInput } from "./NumberInput.tsx";
import { Overrides } from "./Overrides.tsx";
import { overridables } from "./overrides.ts";
import { PairField } from "./PairField.tsx";
import { Preview } from "./Preview.tsx";

/** When alerts are raised: defaults by kind of resource, what differs for single ones, and what that would have meant. */
export function ThresholdsPage() {
  return <ConfigFrame>{(config, problems) => <Thresholds config={config} problems={problems} />}</ConfigFrame>;
}

const typeNames: Readonly<Record<string, string>> = { nvme: "NVMe", sas: "SAS", sata: "SATA", hdd: "Hard disk", storageDefault: "Storage usage" };

function Thresholds({ config, problems }: { config: JsonObject; problems: Problems }) {
  const all = useObserved(estate);
  const query = useObserved(route, (value) => value.query);
  const [more, setMore] = useState(false);
  const editing = query.get("edit");
  // "Edit this threshold" of an alert opens the override of its resource.
  const kind = editing ? (["guests", "nodes", "storages", "machines"] as const).find((each) => overridables(each).some((one) => one.id === editing)) : undefined;
  const wanted = query.get("group") ?? groups.find((group) => kind !== undefined && group.overrides === kind)?.key ?? "guests";
  const group = groups.find((each) => each.key === wanted) ?? groups[0];
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => setPicked(null), [group?.key]);
  if (!group) return null;
  const shown = groups.filter((each) => more || each.present(all) || isConfigured(each, config) || each === group);
  const metric = picked ?? group.metrics[0] ?? null;
  const pair = metric === null ? null : pairOf(valueAt(config, pairPath(group, metric)));
  return (
    <div class="rules">
      <nav class="rule-groups" aria-label="Kinds of resources">
        {shown.map((each) => (
          <button type="button" key={each.key} aria-current={each === group ? "true" : undefined} onClick={() => setQuery({ group: each.key, edit: null, metric: null })}>{each.name}</button>
        ))}
        <button type="button" class="more" aria-pressed={more} onClick={() => setMore(!more)}>{more ? "Fewer" : "All platforms"}</button>
      </nav>
      <div class="stack rule-body">
        <section class="panel padded stack" aria-label={`Defaults of ${group.name}`}>
          <div class="section-head">
            <h2>{group.overrides ? `Defaults of ${group.name.toLowerCase()}` : group.name}</h2>
            <div class="checks">
              {group.off && <Flag label="Alerts on" on={config[group.off] !== true} onChange={(on) => change([group.off ?? ""], !on)} />}
              {group.offline && <Flag label="Also when out of reach" on={config[group.offline] !== true} onChange={(on) => change([group.offline ?? ""], !on)} />}
            </div>
          </div>
          {group.flags && <div class="checks">{group.flags.map(([path, label]) => <Flag key={path.join()} label={label} on={valueAt(config, path) === true} onChange={(on) => change(path, on)} />)}</div>}
          {group.metrics.length > 0 && (
            <div class="pairs">
              <p class="pairs-head" aria-hidden="true"><span /><span /><span>Raised at</span><span>Over at</span><span /></p>
              {group.metrics.map((each) => (
                <PairField
                  key={each}
                  metric={group.section === "diskTempByType" ? "temperature" : each === "storageDefault" || group.section === "diskFillByType" ? "usage" : each}
                  name={typeNames[each]}
                  pair={pairOf(valueAt(config, pairPath(group, each))) ?? { trigger: 0, clear: 0 }}
                  onChange={(next) => change(pairPath(group, each), next as unknown as Json)}
                  margin={Number(config.hysteresisMargin) || 5}
                  {...(group.overrides ? { onPick: () => setPicked(each), picked: metric === each } : {})}
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
          {(group.severity || group.delay) && (
            <div class="numbers">
              {group.severity && <Severity config={config} path={group.severity === "dockerDefaults.state" ? ["dockerDefaults", "statePoweredOffSeverity"] : [group.severity, "poweredOffSeverity"]} offPath={group.severity === "dockerDefaults.state" ? ["dockerDefaults", "stateDisableConnectivity"] : [group.severity, "disableConnectivity"]} />}
              {group.delay && (
                <div class="number-row">
                  <span>Has to last <small class="muted">before it is raised</small></span>
                  <NumberInput label="Has to last, seconds" value={Number(valueAt(config, ["timeThresholds", group.delay]) ?? 0)} unit="s" onChange={(next) => change(["timeThresholds", group.delay ?? ""], next)} />
                </div>
              )}
            </div>
          )}
          {group.lists && <div class="two">{group.lists.map((list) => <ListInput key={list.path.join()} id={`list-${list.path.join("-")}`} label={list.label} hint={list.hint} values={textsOf(valueAt(config, list.path))} onChange={(values) => change(list.path, values as unknown as Json)} />)}</div>}
        </section>
        {group.overrides && metric !== null && pair !== null && <Preview config={config} group={group} metric={metric} pair={pair} />}
        {group.overrides && <Overrides config={config} group={group} editing={editing} />}
      </div>
    </div>
  );
}

export function Flag({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return <label class="check"><input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} /><span>{label}</span></label>;
}

function Severity({ config, path, offPath }: { config: JsonObject; path: readonly string[]; offPath: readonly string[] }) {
  const off = valueAt(config, offPath) === true;
  const value = off ? "off" : String(valueAt(config, path) ?? "warning");
  const choose = (next: string) => {
    change(offPath, next === "off" ? true : undefined);
    if (next !== "off") change(path, next);
  };
  return (
    <div class="number-row">
      <span>When it is stopped</span>
      <div class="segments" role="radiogroup" aria-label="When it is stopped">
        {([["off", "Off"], ["warning", "Warning"], ["critical", "Critical"]] as const).map(([each, word]) => <button type="button" role="radio" key={each} aria-checked={value === each} onClick={() => choose(each)}>{word}</button>)}
      </div>
    </div>
  );
}

export function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

export function sectionOf(config: JsonObject, group: Group): JsonObject {
  const section = group.section === null ? { usage: config.storageDefault ?? null } : config[group.section];
  return isObject(section) ? section : {};
}
