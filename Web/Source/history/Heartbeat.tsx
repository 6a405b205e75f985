import { plural } from "../format/number.ts";
import { dayAndTime, duration } from "../format/time.ts";
import { h, useMemo } from "../preact.ts";
import type { StateSpan } from "./changes.ts";
import { availabilityOf, beatsOf } from "./heartbeat.ts";

const parts = 60;

/** The states of a time as a strip; a lower beat is a worse state. */
export function Heartbeat({ states, from, to }: { states: readonly StateSpan[]; from: number; to: number }) {
  const beats = useMemo(() => beatsOf(states, from, to, parts), [states, from, to]);
  const { online, outages, longest } = useMemo(() => availabilityOf(states, from, to), [states, from, to]);
  if (states.length === 0) return null;
  const share = online === null ? "—" : `${online === 100 ? "100" : Math.min(99.99, online).toFixed(2)} %`;
  const words = online === null ? "Nothing is known of this time" : outages === 0 ? `Up ${share} of the known time` : `Up ${share} of the known time, ${plural(outages, "outage")}, the longest ${duration(longest / 1000)}`;
  return (
    <div class="heartbeat">
      <div class="beats" role="img" aria-label={`${words}.`}>
        {beats.map((beat) => <i key={beat.from} class={beat.status} title={`${dayAndTime(beat.from)} – ${dayAndTime(beat.to)}: ${beat.text}`} />)}
      </div>
      <small class="muted">{words}</small>
    </div>
  );
}
