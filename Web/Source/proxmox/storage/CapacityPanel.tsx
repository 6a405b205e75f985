import { Chart } from "../../charts/Chart.tsx";
import { isLocked, planDays } from "../../history/plan.ts";
import { rangeLength } from "../../history/view.ts";
import { useObserved } from "../../live/observable.ts";
import { h } from "../../preact.ts";
import type { Storage } from "../../resources/storage.ts";
import { Icon } from "../../shell/Icon.tsx";
import { CapacityStrip } from "./CapacityStrip.tsx";
import { spans, type StorageView } from "./storageView.ts";
import type { Capacity } from "./useCapacity.ts";

/** How full all storages are, now and over time. The chart can be folded; how far back it goes is also what growth is measured over. */
export function CapacityPanel({ storages, capacity, view, choose }: { storages: readonly Storage[]; capacity: Capacity | null; view: StorageView; choose: (change: Partial<StorageView>) => void }) {
  const days = useObserved(planDays);
  return (
    <section aria-label="Capacity of all storages" class="capacity">
      <CapacityStrip storages={storages} />
      <div class="panel padded">
        <header class="capacity-head">
          <button type="button" class="fold" aria-expanded={!view.folded} onClick={() => choose({ folded: !view.folded })}><Icon name={view.folded ? "foldClosed" : "foldOpen"} />Over time</button>
          <div class="segments small" role="radiogroup" aria-label="How far back">
            {spans.map((span) => {
              const locked = isLocked(rangeLength(span), days);
              return (
                <button type="button" role="radio" key={span} class={locked ? "locked" : undefined} disabled={locked} title={locked ? "Not in this plan" : undefined} aria-checked={view.span === span} onClick={() => choose({ span })}>
                  {span}{locked && <Icon name="lock" />}
                </button>
              );
            })}
          </div>
        </header>
        {!view.folded && (capacity
          ? (
            <Chart
              title="All storages"
              unit="bytes"
              lines={[{ name: "used", series: capacity.used, token: "--series-disk" }, { name: "size", series: capacity.total, token: "--series-swap", dashed: true }]}
              start={capacity.start}
              end={capacity.end}
              empty="History fills from now on."
            />
          )
          : <div class="skeleton chart-place" role="status" aria-label="Loading history" />)}
      </div>
    </section>
  );
}
