import { plural } from "../format/number.ts";
import { dayAndTime, duration } from "../format/time.ts";
import { h, useMemo } from "../preact.ts";
import type { StateSpan } from "./changes.ts";
import { availabilityOf, partsOf } from "./stateParts.ts";

const count = 60;

/** The states of a time as a strip; taller is worse. */
export function StateStrip({ states, from, to }: { states: readonly StateSpan[]; from: number; to: number }) {
  const parts = useMemo(() => partsOf(states, from, to, count), [states, from, to]);
  const { online, outages, longest } = useMemo(() => availabilityOf(states, from, to), [states, from, to]);
  if (states.length === 0) return null;
  const share = online === null ? "—" : `${online === 100 ? "100" : Math.min(99.99, online).toFixed(2)} %`;
  const words = online === null ? "Nothing is known of this time" : outages === 0 ? `Up ${share} of the known time` : `Up ${share} of the known time, ${plural(outages, "outage")}, the longest ${duration(longest / 1000)}`;
  return (
    <div class="availability">
      <div class="state-strip" role="img" aria-label={`${words}.`}>
        {parts.map((part) => <i key={part.from} class={part.status} title={`${dayAndTime(part.from)} – ${dayAndTime(part.to)}: ${part.text}`} />)}
      </div>
      <small class="muted">{words}</small>
    </div>
  );
}
