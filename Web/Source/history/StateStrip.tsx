import { plural } from "../format/number.ts";
import { dayAndTime, duration } from "../format/time.ts";
import { h, useMemo } from "../preact.ts";
import type { StateSpan } from "./changes.ts";
import { availabilityOf, partsOf } from "./stateParts.ts";

const count = 60;

/** The states of a time as a strip; taller is worse. What `rests` is stopped on purpose as often as not: no outage. */
export function StateStrip({ states, from, to, rests }: { states: readonly StateSpan[]; from: number; to: number; rests: boolean }) {
  const parts = useMemo(() => partsOf(states, from, to, count), [states, from, to]);
  const { online, outages, longest } = useMemo(() => availabilityOf(states, from, to), [states, from, to]);
  if (states.length === 0) return null;
  const share = online === null ? "—" : `${online === 100 ? "100" : Math.min(99.99, online).toFixed(2)} %`;
  const up = `${rests ? "Running" : "Up"} ${share} of the known time`, down = rests ? plural(outages, "stop") : plural(outages, "outage");
  const words = online === null ? "Nothing is known of this time" : outages === 0 ? up : `${up}, ${down}, the longest ${duration(longest / 1000)}`;
  return (
    <div class="availability">
      <div class={`state-strip ${rests ? "rests" : ""}`} role="img" aria-label={`${words}.`}>
        {parts.map((part) => <i key={part.from} class={part.status} title={`${dayAndTime(part.from)} – ${dayAndTime(part.to)}: ${part.text}`} />)}
      </div>
      <small class="muted">{words}</small>
    </div>
  );
}
