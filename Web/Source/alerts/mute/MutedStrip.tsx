import { estate } from "../../estate/estate.ts";
import { plural } from "../../format/number.ts";
import { exactTime, relative } from "../../format/time.ts";
import { now } from "../../live/now.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { alertConfig } from "../configuration/store.ts";
import { overrideName } from "../overrides/overridables.ts";
import { unmute } from "./acts.ts";
import { type Muted, mutedIn } from "./mute.ts";

const most = 20;

/** What is muted, first what ends first. */
export function MutedStrip() {
  const stored = useObserved(alertConfig, (value) => value.stored);
  const time = useObserved(now, (value) => Math.floor(value / 60_000) * 60_000);
  // Names come with the estate.
  useObserved(estate, (value) => value.loaded);
  // The server lifts those whose time is over.
  const list = [...stored ? mutedIn(stored) : []].filter((each) => each.until === null || each.until > time).sort((left, right) => (left.until ?? Infinity) - (right.until ?? Infinity));
  if (list.length === 0) return null;
  return (
    <details class="notice column muted-strip">
      <summary><Icon name="moon" /><span>{plural(list.length, "resource is", "resources are")} muted</span></summary>
      <ul>{list.slice(0, most).map((each) => <Line key={each.key} muted={each} time={time} />)}</ul>
      {list.length > most && <p class="muted">and {list.length - most} more in the <a href="/alerts/thresholds">thresholds</a></p>}
    </details>
  );
}

function Line({ muted, time }: { muted: Muted; time: number }) {
  const [busy, setBusy] = useState(false);
  const name = overrideName(muted.key), { until } = muted;
  return (
    <li>
      <b>{name}</b>
      <span class="muted" title={until === null ? undefined : exactTime(until)}>{until === null ? "without an end" : `ends ${relative(until, time)}`}</span>
      {muted.reason && <span class="muted">{muted.reason}</span>}
      <button type="button" class="button small" disabled={busy} aria-label={`Unmute ${name}`} onClick={() => { setBusy(true); void unmute([muted.key]).then(() => setBusy(false)); }}>Unmute</button>
    </li>
  );
}
