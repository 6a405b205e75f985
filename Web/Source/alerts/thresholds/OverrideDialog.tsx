import { plural } from "../../format/number.ts";
import { isObject, type Json, type JsonObject } from "../../live/mergePatch.ts";
import { h, useMemo, useState } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { Field } from "../../shell/Field.tsx";
import { withValue } from "../configuration/difference.ts";
import { alertConfig, replaceDraft } from "../configuration/store.ts";
import { type Pair, pairOf, pairProblem } from "../configuration/validation.ts";
import type { Group } from "./groups.ts";
import type { Overridable } from "./overrides.ts";
import { PairField } from "./PairField.tsx";
import { Flag, sectionOf } from "./ThresholdsPage.tsx";

const mostShown = 60;

/** One override, or the same for many resources: only what is touched is changed. */
export function OverrideDialog({ config, group, known, keys, onClose }: { config: JsonObject; group: Group; known: readonly Overridable[]; keys: readonly string[]; onClose: () => void }) {
  const adding = keys.length === 0;
  const [chosen, setChosen] = useState<readonly string[]>(keys);
  const [text, setText] = useState("");
  const [touched, setTouched] = useState<JsonObject>({});
  const overrides = isObject(config.overrides) ? config.overrides : {};
  const only = chosen.length === 1 ? overrides[chosen[0] ?? ""] : undefined;
  const current: JsonObject = { ...(isObject(only) ? only : {}), ...touched };
  const defaults = sectionOf(config, group);
  const metrics = group.section === null ? ["usage"] : group.metrics;
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return known.filter((each) => words.every((word) => `${each.name} ${each.where} ${each.tags.map((tag) => `#${tag}`).join(" ")}`.toLowerCase().includes(word)));
  }, [known, text]);
  const touch = (key: string, value: Json) => setTouched((old) => ({ ...old, [key]: value }));
  const wrong = metrics.some((metric) => {
    const pair = pairOf(current[metric]);
    return pair !== null && pairProblem(metric, pair) !== null;
  });
  const apply = () => {
    let next = alertConfig.value.draft ?? config;
    for (const key of chosen) for (const [name, value] of Object.entries(touched)) next = withValue(next, ["overrides", key, name], value === null || value === false || value === "" ? undefined : value);
    replaceDraft(next);
    onClose();
  };
  const title = adding ? `Override for ${group.name.toLowerCase()}` : `Override of ${known.find((each) => each.key === keys[0])?.name ?? keys[0]}`;
  return (
    <Dialog title={title} wide onClose={onClose}>
      <div class="stack">
        {adding && (
          <fieldset class="plain stack">
            <legend>For which</legend>
            <Field id="override-search" label="Search" value={text} onInput={setText} placeholder="Name, node, #tag" autofocus />
            <div class="pick-list" role="group" aria-label="Resources" tabIndex={0}>
              {found.slice(0, mostShown).map((each) => (
                <label class="check" key={each.key}>
                  <input type="checkbox" checked={chosen.includes(each.key)} onChange={(event) => setChosen((old) => event.currentTarget.checked ? [...old, each.key] : old.filter((key) => key !== each.key))} />
                  <span>{each.name} <small class="muted">{each.where}</small></span>
                </label>
              ))}
              {found.length > mostShown && <p class="muted">and {found.length - mostShown} more: search narrows the list.</p>}
            </div>
            <p class="actions">
              <span class="muted">{plural(chosen.length, "resource")} chosen.</span>
              {text !== "" && found.length > 0 && <button type="button" class="link" onClick={() => setChosen((old) => [...new Set([...old, ...found.map((each) => each.key)])])}>Choose all {found.length} found</button>}
            </p>
          </fieldset>
        )}
        <div class="pairs in-dialog">
          {metrics.map((metric) => (
            <PairField key={metric} metric={metric} pair={pairOf(current[metric])} inherited={pairOf(defaults[metric]) ?? { trigger: 0, clear: 0 }} onChange={(pair: Pair | null) => touch(metric, pair as unknown as Json)} />
          ))}
        </div>
        <div class="checks">
          <Flag label="No alerts at all" on={current.disabled === true} onChange={(on) => touch("disabled", on)} />
          {group.offline && <Flag label="Not when out of reach or stopped" on={current.disableConnectivity === true} onChange={(on) => touch("disableConnectivity", on)} />}
        </div>
        <Field id="override-note" label="Note" value={typeof current.note === "string" ? current.note : ""} onInput={(note) => touch("note", note)} placeholder="Why it differs" />
        <div class="actions">
          <button type="button" class="button primary" disabled={chosen.length === 0 || Object.keys(touched).length === 0 || wrong} onClick={apply}>{chosen.length > 1 ? `Change ${chosen.length}` : "Change"}</button>
          <button type="button" class="button quiet" onClick={onClose}>Cancel</button>
          <p class="field-hint">Saved with the other changes by the bar below.</p>
        </div>
      </div>
    </Dialog>
  );
}
