import { estate } from "../../estate/estate.ts";
import { plural } from "../../format/number.ts";
import { isObject, type JsonObject, same } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useEffect, useMemo, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import { withValue } from "../configuration/difference.ts";
import { alertConfig, change, replaceDraft } from "../configuration/store.ts";
import type { Group } from "../thresholds/group.ts";
import { keyIn, overridables, overrideKind } from "./overridables.ts";
import { OverrideDialog } from "./OverrideDialog.tsx";
import { OverrideRow } from "./OverrideRow.tsx";

/** The resources that differ from the defaults, and only these. Several of them can be changed at once. */
export function Overrides({ config, group, editing }: { config: JsonObject; group: Group; editing: string | null }) {
  const all = useObserved(estate);
  const known = useMemo(() => overridables(group.overrides), [all, group.overrides]);
  const levels = useObserved(estate, (value) => value.alerts.levels);
  const { stored, overrideChanges } = useObserved(alertConfig);
  const [open, setOpen] = useState<readonly string[] | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const overrides = isObject(config.overrides) ? config.overrides : {};
  const mine = Object.entries(overrides).filter(([key]) => overrideKind(key) === group.overrides || (overrideKind(key) === null && group.key === "nodes"));
  useEffect(() => {
    const found = editing ? known.find((each) => each.id === editing || each.keys.includes(editing)) : undefined;
    if (found) setOpen([keyIn(overrides, found)]);
  }, [editing, known.length > 0]);
  const close = () => {
    setOpen(null);
    setQuery({ edit: null, metric: null });
  };
  const chosen = mine.map(([key]) => key).filter((key) => picked.has(key));
  const revert = (keys: readonly string[]) => {
    const draft = alertConfig.value.draft;
    if (draft) replaceDraft(keys.reduce((next, key) => withValue(next, ["overrides", key], undefined), draft));
    setPicked(new Set());
  };
  return (
    <section class="panel padded stack" aria-label="Overrides">
      <div class="section-head">
        <h2>Overrides{mine.length > 0 && <small class="muted"> {mine.length}</small>}</h2>
        <button type="button" class="button small" disabled={known.length === 0} onClick={() => setOpen([])}><Icon name="plus" />Add override</button>
      </div>
      {chosen.length > 0 && (
        <div class="selection" role="group" aria-label="Picked overrides">
          <b class="tabular" role="status">{chosen.length} picked</b>
          <button type="button" class="button quiet small" onClick={() => setOpen(chosen)}><Icon name="edit" />Edit together</button>
          <button type="button" class="button quiet small" onClick={() => revert(chosen)}><Icon name="trash" />Back to the defaults</button>
          <button type="button" class="icon-button" aria-label="Pick none" onClick={() => setPicked(new Set())}><Icon name="close" /></button>
        </div>
      )}
      {mine.length === 0
        ? <p class="muted">All {group.name.toLowerCase()} use the defaults.</p>
        : (
          <table class="list overrides">
            <thead>
              <tr>
                <th scope="col"><input type="checkbox" aria-label={`Pick all ${plural(mine.length, "override")}`} checked={chosen.length === mine.length} onChange={(event) => setPicked(new Set(event.currentTarget.checked ? mine.map(([key]) => key) : []))} /></th>
                <th scope="col">Resource</th>
                <th scope="col">Differs in</th>
                <th scope="col">Changed</th>
                <th scope="col"><span class="visually-hidden">Actions</span></th>
              </tr>
            </thead>
            <tbody>
              {mine.map(([key, value]) => {
                const resource = known.find((each) => each.keys.includes(key));
                return (
                  <OverrideRow
                    key={key}
                    name={resource?.name ?? key}
                    resource={resource}
                    value={isObject(value) ? value : {}}
                    changed={same(value, isObject(stored?.overrides) ? stored.overrides[key] ?? null : null) ? overrideChanges[key] ?? null : "now"}
                    level={resource ? levels.get(resource.id) : undefined}
                    picked={picked.has(key)}
                    onPick={(on) => setPicked((old) => new Set(on ? [...old, key] : [...old].filter((each) => each !== key)))}
                    onEdit={() => setOpen([key])}
                    onRevert={(name) => name === null ? revert([key]) : change(["overrides", key, name], undefined)}
                  />
                );
              })}
            </tbody>
          </table>
        )}
      {open && <OverrideDialog config={config} group={group} known={known} keys={open} onClose={close} />}
    </section>
  );
}
