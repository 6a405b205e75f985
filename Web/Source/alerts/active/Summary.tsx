import { count } from "../../format/number.ts";
import { isObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { h } from "../../preact.ts";
import { setQuery } from "../../shell/router.ts";
import { alertConfig } from "../configuration/store.ts";
import type { Counts } from "./activeRows.ts";
import type { Recent } from "./useRecent.ts";

/** The whole situation in numbers; each leads to what it counts. */
export function Summary({ counts, recent }: { counts: Counts; recent: Recent | null }) {
  const overrides = useObserved(alertConfig, (value) => isObject(value.stored?.overrides) ? Object.keys(value.stored.overrides).length : null);
  return (
    <dl class="figures strip alert-summary">
      <Card name="Critical" value={counts.critical} tone={counts.critical > 0 ? "critical" : ""} onClick={() => setQuery({ severity: "critical" })} />
      <Card name="Warning" value={counts.warning} tone={counts.warning > 0 ? "warning" : ""} onClick={() => setQuery({ severity: "warning" })} />
      <Card name="Acknowledged" value={counts.acknowledged} onClick={() => setQuery({ acknowledged: null, severity: null })} />
      <Card name="Raised in 24 h" value={recent?.total ?? null} href="/alerts/history?range=24h" />
      {overrides !== null && <Card name="With overrides" value={overrides} href="/alerts/thresholds" />}
    </dl>
  );
}

function Card({ name, value, tone = "", href, onClick }: { name: string; value: number | null; tone?: string; href?: string; onClick?: () => void }) {
  const number = <span class="figure-main">{value === null ? "—" : count(value)}</span>;
  return (
    <div class={`figure ${tone}`}>
      <dt>{name}</dt>
      <dd>{href ? <a href={href} aria-label={`${name}: ${value ?? "not known"}`}>{number}</a> : <button type="button" aria-label={`Show ${name.toLowerCase()}: ${value ?? "not known"}`} onClick={() => onClick?.()}>{number}</button>}</dd>
    </div>
  );
}
