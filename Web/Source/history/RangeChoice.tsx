import { clockTime, dayAndTime } from "../format/time.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { onKey } from "../shell/keyboard.ts";
import { setQuery } from "../shell/router.ts";
import { isLocked, planDays } from "./plan.ts";
import { keepRange } from "./usualRange.ts";
import { comparisons, type HistoryView, type Range, rangeLength, ranges, readingOf } from "./view.ts";

/** After `t`. */
const rangeKeys: Readonly<Record<string, Range>> = { 1: "1h", 6: "6h", d: "24h", w: "7d", m: "30d" };

function choose(range: Range): void {
  keepRange(range);
  // Named also when it is the usual one: the usual one of another person may be different.
  setQuery({ range, from: null, to: null });
}

/** How far back the charts go; ranges that the plan does not show carry a lock. A chosen part is named and can be left. */
export function RangeChoice({ view }: { view: HistoryView }) {
  const days = useObserved(planDays);
  const { span } = view;
  useEffect(() => {
    const releases = Object.entries(rangeKeys).map(([key, range]) => onKey(`t ${key}`, () => choose(range)));
    return () => releases.forEach((release) => release());
  }, []);
  return (
    <div class="range-choice">
      {span && (
        <button type="button" class="chip picked" aria-label="Leave the chosen part" title="Leave the chosen part (double click in a chart)" onClick={() => setQuery({ from: null, to: null })}>
          <span class="tabular">{dayAndTime(span.from)} – {span.to - span.from < 86_400_000 ? clockTime(span.to) : dayAndTime(span.to)}</span>
          <Icon name="close" />
        </button>
      )}
      <div class="segments small" role="radiogroup" aria-label="Time range">
        {ranges.map((each) => {
          const locked = isLocked(rangeLength(each), days);
          return (
            <button
              type="button"
              role="radio"
              key={each}
              class={locked ? "locked" : undefined}
              aria-label={locked ? `${each}, not in this plan` : each}
              aria-checked={!span && each === view.range}
              onClick={() => choose(each)}
            >
              {each}
              {locked && <Icon name="lock" />}
            </button>
          );
        })}
      </div>
      <Comparing view={view} days={days} />
    </div>
  );
}

/** What the charts are compared with; days that the plan does not show cannot be. */
function Comparing({ view, days }: { view: HistoryView; days: number }) {
  const lookback = readingOf(view, Date.now()).lookback;
  return (
    <label class="select small">
      Compare
      <select value={view.comparison ?? ""} onChange={(event) => setQuery({ cmp: event.currentTarget.value || null })}>
        <option value="">off</option>
        {comparisons.map((each) => {
          const locked = isLocked(lookback + rangeLength(each), days);
          return <option key={each} value={each} disabled={locked && each !== view.comparison}>{each === "1d" ? "a day earlier" : "7 days earlier"}{locked ? " (not in this plan)" : ""}</option>;
        })}
      </select>
    </label>
  );
}
