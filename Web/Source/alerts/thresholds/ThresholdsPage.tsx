import { estate } from "../../estate/estate.ts";
import type { JsonObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useEffect, useState } from "../../preact.ts";
import { route, setQuery } from "../../shell/router.ts";
import { ConfigFrame } from "../configuration/ConfigFrame.tsx";
import { valueAt } from "../configuration/difference.ts";
import { pairOf, type Problems } from "../configuration/validation.ts";
import { CustomRules } from "../customRules/CustomRules.tsx";
import { overridables, overrideKinds } from "../overrides/overridables.ts";
import { Overrides } from "../overrides/Overrides.tsx";
import { GroupForm } from "./GroupForm.tsx";
import { isConfigured, pairPath } from "./group.ts";
import { groupOfKind, groups } from "./groups.ts";
import { Preview } from "./Preview.tsx";
import { ResourceSearch } from "./ResourceSearch.tsx";

/** When alerts are raised: defaults by kind of resource, what differs for single ones, and what that would have meant. */
export function ThresholdsPage() {
  return <ConfigFrame>{(config, problems) => <Thresholds config={config} problems={problems} />}</ConfigFrame>;
}

function Thresholds({ config, problems }: { config: JsonObject; problems: Problems }) {
  const all = useObserved(estate);
  const query = useObserved(route, (value) => value.query);
  const [more, setMore] = useState(false);
  const editing = query.get("edit");
  // "Edit this threshold" of an alert opens the override of its resource.
  const kind = editing ? overrideKinds.find((each) => overridables(each).some((one) => one.id === editing || one.keys.includes(editing))) : undefined;
  const wanted = query.get("group") ?? (kind === undefined ? undefined : groupOfKind(kind)?.key) ?? "guests";
  const group = groups.find((each) => each.key === wanted) ?? groups[0];
  const [picked, setPicked] = useState<string | null>(null);
  useEffect(() => setPicked(null), [group?.key]);
  if (!group) return null;
  const shown = groups.filter((each) => more || each.present(all) || isConfigured(each, config) || each === group);
  const previewed = group.overrides && group.overrideMetrics === undefined || group.key === "storage";
  const metric = picked ?? group.metrics[0] ?? null;
  const pair = metric === null ? null : pairOf(valueAt(config, pairPath(group, metric)));
  return (
    <div class="rules">
      <div class="rule-side">
        <ResourceSearch />
        <nav class="rule-groups" aria-label="Kinds of resources">
          {shown.map((each) => (
            <button type="button" key={each.key} aria-current={each === group ? "true" : undefined} onClick={() => setQuery({ group: each.key, edit: null, metric: null })}>{each.name}</button>
          ))}
          <button type="button" class="more" aria-pressed={more} onClick={() => setMore(!more)}>{more ? "Fewer" : "All platforms"}</button>
        </nav>
      </div>
      <div class="stack rule-body">
        <GroupForm config={config} problems={problems} group={group} picked={metric} onPick={previewed ? setPicked : null} />
        {previewed && metric !== null && pair !== null && <Preview config={config} group={group} metric={metric} pair={pair} />}
        {group.key === "guests" && <CustomRules config={config} />}
        {group.overrides && <Overrides config={config} group={group} editing={editing} key={group.key} />}
      </div>
    </div>
  );
}
