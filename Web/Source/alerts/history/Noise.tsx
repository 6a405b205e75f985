import { duration } from "../../format/time.ts";
import { h, useState } from "../../preact.ts";
import { setQuery } from "../../shell/router.ts";
import { kindOf } from "../alertTypes.ts";
import type { Frequency } from "./occurrences.ts";

const few = 5, most = 20;

/** What was raised most often, loudest first; one of them shows its occurrences only. */
export function Noise({ times }: { times: readonly Frequency[] }) {
  const [all, setAll] = useState(false);
  const loud = times.filter((each) => each.times > 1);
  if (loud.length === 0) return null;
  return (
    <p class="noise">
      <span class="muted">Most often:</span>
      {loud.slice(0, all ? most : few).map((each) => (
        <button type="button" class="chip small" key={each.id} title={`${each.id}: ${each.times} times, ${duration(each.seconds)} in all`} onClick={() => setQuery({ same: each.id, offset: null })}>{each.name}, {kindOf(each.type).word} <b>{each.times}×</b> {duration(each.seconds)}</button>
      ))}
      {loud.length > few && <button type="button" class="link" onClick={() => setAll(!all)}>{all ? "Fewer" : `${Math.min(most, loud.length) - few} more`}</button>}
    </p>
  );
}
