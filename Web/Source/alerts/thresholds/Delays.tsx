import type { JsonObject } from "../../live/mergePatch.ts";
import { h } from "../../preact.ts";
import { valueAt } from "../configuration/difference.ts";
import { change } from "../configuration/store.ts";
import { kindOf } from "../alertTypes.ts";
import { type Group, overrideMetrics } from "./group.ts";
import { NumberInput } from "./NumberInput.tsx";

/** Seconds a condition has to last before it is raised: by kind of resource and, where they differ, by metric. */
export function Delays({ config, group }: { config: JsonObject; group: Group }) {
  const single = group.delays?.[0];
  if (!group.delays || !single) return null;
  const several = group.delays.length > 1;
  const metrics = group.section === "diskTempByType" || group.section === "diskFillByType" || group.section === null ? overrideMetrics(group).map((metric) => metric === "storageDefault" ? "usage" : metric) : group.metrics;
  return (
    <div class="stack tight">
      <div class="numbers">
        {group.delays.map(([type, name, fallbacks = []]) => {
          const own = secondsAt(config, ["timeThresholds", type]);
          const inherited = fallbacks.map((each) => secondsAt(config, ["timeThresholds", each])).find((each) => each !== null) ?? null;
          return <Seconds key={type} name={several || group.key === "engine" ? `${name}: has to last` : "Has to last"} hint="before it is raised" own={own} inherited={inherited} onChange={(next) => change(["timeThresholds", type], next)} revert={fallbacks.length > 0} />;
        })}
      </div>
      {metrics.length > 0 && (
        <details class="scopes" open={metrics.some((metric) => secondsAt(config, ["metricTimeThresholds", single[0], metric]) !== null)}>
          <summary>Other times for single metrics{several ? ` of ${single[1].toLowerCase()}` : ""}</summary>
          <div class="numbers more">
            {metrics.map((metric) => {
              const path = ["metricTimeThresholds", single[0], metric];
              return <Seconds key={metric} name={kindOf(metric).word} own={secondsAt(config, path)} inherited={secondsAt(config, ["timeThresholds", single[0]])} onChange={(next) => change(path, next)} revert />;
            })}
          </div>
        </details>
      )}
    </div>
  );
}

function secondsAt(config: JsonObject, path: readonly string[]): number | null {
  const value = valueAt(config, path);
  return typeof value === "number" ? value : null;
}

function Seconds({ name, hint, own, inherited, onChange, revert }: { name: string; hint?: string; own: number | null; inherited: number | null; onChange: (seconds: number | undefined) => void; revert: boolean }) {
  return (
    <div class="number-row">
      <span>
        {own !== null && revert ? <b>{name}</b> : name}
        {hint && <small class="muted"> {hint}</small>}
        {own !== null && revert && <button type="button" class="link small" aria-label={`${name}: default`} onClick={() => onChange(undefined)}>Default</button>}
      </span>
      <NumberInput label={`${name}, seconds`} value={own} unit="s" placeholder={inherited === null ? "0" : String(inherited)} onChange={onChange} />
    </div>
  );
}
