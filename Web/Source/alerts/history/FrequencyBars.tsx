import { plural } from "../../format/number.ts";
import { momentFormat } from "../../format/time.ts";
import { h, useEffect, useRef, useState } from "../../preact.ts";
import { type Bucket, barStep } from "./occurrences.ts";

const day = momentFormat({ weekday: "short", day: "numeric", month: "short" });
const hour = momentFormat({ weekday: "short", hour: "2-digit", minute: "2-digit" });

/** How many alerts began when. A click on a bar shows only its time; dragging over several shows all of them. */
export function FrequencyBars({ bars, from, to, picked, busy, onPick }: { bars: readonly Bucket[]; busy: boolean; from: number; to: number; picked: readonly [number, number] | null; onPick: (range: readonly [number, number] | null) => void }) {
  const most = Math.max(1, ...bars.map((bar) => bar.critical + bar.warning));
  const label = barStep(from, to) >= 86_400_000 ? day : hour;
  // Bars are drawn anew while somebody drags.
  const dragged = useRef<Bucket | null>(null);
  const [over, setOver] = useState<readonly [number, number] | null>(null);
  const lit = over ?? picked;
  const inside = (bar: Bucket) => lit === null || bar.start < lit[1] && bar.end > lit[0];
  useEffect(() => {
    const release = () => {
      dragged.current = null;
      setOver(null);
    };
    addEventListener("pointerup", release);
    return () => removeEventListener("pointerup", release);
  }, []);
  const spanOf = (first: Bucket, last: Bucket) => [Math.min(first.start, last.start), Math.max(first.end, last.end)] as const;
  const pick = (first: Bucket, last: Bucket) => {
    const range = spanOf(first, last);
    onPick(picked && picked[0] === range[0] && picked[1] === range[1] ? null : range);
  };
  return (
    <div class="panel frequency">
      <div class="bars" role="group" aria-label="Alerts over time" aria-busy={busy} style={{ "--bars": String(bars.length) }}>
        {bars.map((bar) => {
          const total = bar.critical + bar.warning;
          const text = `${label(bar.start)}: ${total === 0 ? "none" : [bar.critical > 0 ? `${bar.critical} critical` : "", bar.warning > 0 ? plural(bar.warning, "warning") : ""].filter(Boolean).join(", ")}`;
          return (
            <button
              type="button"
              key={bar.start}
              class={`bar ${inside(bar) ? "" : "outside"}`}
              title={text}
              aria-label={text}
              aria-pressed={picked !== null && inside(bar)}
              aria-disabled={total === 0 && picked === null}
              onPointerDown={(event) => {
                dragged.current = bar;
                // A finger would otherwise stay with the bar it came down on.
                event.currentTarget.releasePointerCapture(event.pointerId);
              }}
              onPointerEnter={() => dragged.current && setOver(spanOf(dragged.current, bar))}
              onPointerUp={() => dragged.current && dragged.current.start !== bar.start && pick(dragged.current, bar)}
              onClick={() => (total > 0 || picked !== null) && pick(bar, bar)}
            >
              <i class="warning" style={{ height: `${bar.warning / most * 100}%` }} />
              <i class="critical" style={{ height: `${bar.critical / most * 100}%` }} />
            </button>
          );
        })}
      </div>
      {picked && <button type="button" class="link small" onClick={() => onPick(null)}>Whole range</button>}
      <p class="bars-axis tabular" aria-hidden="true"><span>{bars[0] && label(bars[0].start)}</span><span>most: {most}</span><span>{bars.at(-1) && label(bars.at(-1)?.start ?? 0)}</span></p>
    </div>
  );
}
