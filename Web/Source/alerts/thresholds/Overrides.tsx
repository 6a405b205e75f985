import { estate } from "../../estate/estate.ts";
import { isObject, type JsonObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useEffect, useMemo, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import { change } from "../configuration/store.ts";
import { spaced, valueWords } from "../configuration/words.ts";
import type { Group } from "./groups.ts";
import { OverrideDialog } from "./OverrideDialog.tsx";
import { overridables, overrideKind } from "./overrides.ts";

/** The resources that differ from the defaults, and only these. */
export function Overrides({ config, group, editing }: { config: JsonObject; group: Group; editing: string | null }) {
  const all = useObserved(estate);
  const known = useMemo(() => overridables(group.overrides), [all, group.overrides]);
  const levels = useObserved(estate, (value) => value.alerts.levels);
  const [open, setOpen] = useState<readonly string[] | null>(null);
  const overrides = isObject(config.overrides) ? config.overrides : {};
  const mine = Object.entries(overrides).filter(([key]) => overrideKind(key) === group.overrides || (overrideKind(key) === null && group.key === "nodes"));
  useEffect(() => {
    const found = editing ? known.find((each) => each.id === editing) : undefined;
    if (found) setOpen([found.key]);
  }, [editing, known.length > 0]);
  const close = () => {
    setOpen(null);
    setQuery({ edit: null, metric: null });
  };
  return (
    <section class="panel padded stack" aria-label="Overrides">
      <div class="section-head">
        <h2>Overrides{mine.length > 0 && <small class="muted"> {mine.length}</small>}</h2>
        <button type="button" class="button small" disabled={known.length === 0} onClick={() => setOpen([])}><Icon name="plus" />Add override</button>
      </div>
      {mine.length === 0
        ? <p class="muted">All {group.name.toLowerCase()} use the defaults.</p>
        : (
          <table class="list overrides">
            <thead><tr><th scope="col">Resource</th><th scope="col">Differs in</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
            <tbody>
              {mine.map(([key, value]) => {
                const resource = known.find((each) => each.key === key);
                const level = resource ? levels.get(resource.id) : undefined;
                const differs = Object.entries(isObject(value) ? value : {}).filter(([name]) => name !== "note");
                const note = isObject(value) && typeof value.note === "string" ? value.note : "";
                return (
                  <tr key={key}>
                    <th scope="row"><b>{resource?.name ?? key}</b>{level && level !== "acknowledged" && <span class={`alert-dot ${level}`} title="Alerting now"><span class="visually-hidden">alerting now</span></span>}<small class="muted">{resource ? ` ${resource.where}` : " not here now"}</small></th>
                    <td>
                      <span class="tags">{differs.map(([name, to]) => <span class={`tag ${name === "disabled" && to === true ? "danger" : ""}`} key={name}>{name === "disabled" && to === true ? "all alerts off" : name === "disableConnectivity" && to === true ? "reachability off" : `${spaced(name)} ${valueWords(to, name)}`}</span>)}</span>
                      {note && <small class="muted">{note}</small>}
                    </td>
                    <td class="row-actions">
                      <button type="button" class="icon-button" aria-label={`Edit the override of ${resource?.name ?? key}`} onClick={() => setOpen([key])}><Icon name="edit" /></button>
                      <button type="button" class="icon-button" aria-label={`Back to the defaults: ${resource?.name ?? key}`} title="Back to the defaults" onClick={() => change(["overrides", key], undefined)}><Icon name="trash" /></button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      {open && <OverrideDialog config={config} group={group} known={known} keys={open} onClose={close} />}
    </section>
  );
}
