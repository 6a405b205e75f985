import { holds } from "../access/rights.ts";
import { type Estate, estate } from "../estate/estate.ts";
import { relative } from "../format/time.ts";
import { snapshot } from "../live/live.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h, useMemo } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { Page } from "../shell/Page.tsx";
import { useTitle } from "../shell/useTitle.ts";
import { Attention } from "./Attention.tsx";
import { concerns, headline } from "./concerns.ts";
import { FleetMap } from "./FleetMap.tsx";
import { Forecasts } from "./Forecasts.tsx";
import { PlatformTiles } from "./PlatformTiles.tsx";
import { Recent } from "./Recent.tsx";
import { TopLists } from "./TopLists.tsx";

/** Is anything wrong, and where. */
export function OverviewPage() {
  const all = useObserved(estate);
  const list = useMemo(() => concerns(all), [all]);
  const sentence = headline(list, all);
  const receivedAt = useObserved(snapshot, (value) => value.receivedAt);
  const time = useObserved(now, (value) => Math.floor(value / 5000) * 5000);
  const critical = list.filter((each) => each.grade === "critical").length;
  useTitle(title);
  const empty = all.loaded && all.nodes.length + all.guests.length + all.machines.length === 0;
  return (
    <Page
      name="Overview"
      actions={all.loaded && !empty && (
        <p class={`headline ${critical > 0 ? "critical" : list.length > 0 ? "warning" : "ok"}`} role="status">
          <StatusMark state={critical > 0 ? "failed" : list.length > 0 ? "degraded" : "online"} text={sentence} word />
          {receivedAt !== null && time - receivedAt > 30_000 && <small>data from {relative(receivedAt, time)}</small>}
        </p>
      )}
    >
      {!all.loaded && <div class="panel skeleton tall" role="status" aria-label="Loading" />}
      {empty && <Nothing />}
      {all.loaded && !empty && (
        <div class="overview">
          {list.length > 0 && <Attention list={list} />}
          <PlatformTiles estate={all} />
          {holds("ai:execute") && <Forecasts estate={all} />}
          <TopLists estate={all} />
          <Recent estate={all} />
          <FleetMap estate={all} />
        </div>
      )}
    </Page>
  );
}

function title(all: Estate): string {
  const critical = concerns(all).filter((each) => each.grade === "critical").length;
  return `${critical > 0 ? `(${critical}) ` : ""}Overview · Pulse`;
}

function Nothing() {
  return (
    <div class="cards">
      <section class="panel card">
        <Icon name="proxmox" />
        <h2>Proxmox VE</h2>
        <p>Connect one node; Pulse finds its cluster, guests and storage.</p>
        <a class="button primary" href="/settings/infrastructure?add=pve">Add Proxmox VE</a>
      </section>
      <section class="panel card">
        <Icon name="machine" />
        <h2>This machine</h2>
        <p>Pulse watches its own machine out of the box. It appears here within a minute.</p>
        <a class="button" href="/standalone/machines">Machines</a>
      </section>
    </div>
  );
}
