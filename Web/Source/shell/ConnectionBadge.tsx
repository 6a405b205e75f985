import type { Connection } from "../live/connection.ts";
import { connection, retryNow, snapshot } from "../live/live.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { clockTime, duration } from "../format/time.ts";
import { h } from "../preact.ts";
import { Icon } from "./Icon.tsx";

export function ConnectionBadge() {
  const state = useObserved(connection);
  const reduced = useObserved(snapshot, (value) => value.reduced);
  const [tone, text] = badge(state.phase, state.lostAt !== null, state.serverAnswers, reduced);
  return (
    <span class={`connection ${tone}`} role="status">
      <i class="dot" />
      <span>{text}</span>
    </span>
  );
}

function badge(phase: string, lost: boolean, serverAnswers: boolean | null, reduced: boolean): [string, string] {
  if (phase === "open") return reduced ? ["warn", "Reduced live mode"] : ["ok", "Live"];
  if (phase === "asleep") return ["idle", "Paused"];
  if (!lost) return ["idle", "Connecting"];
  return serverAnswers ? ["warn", "Reconnecting"] : ["idle", "Disconnected"];
}

/** Whether what is shown does not come from the server any more. */
export function isLost({ lostAt, phase }: Connection): boolean {
  return lostAt !== null && (phase === "connecting" || phase === "waiting");
}

/** Over the page while the live connection is lost: how old the data is, when the next try comes. */
export function OfflineBanner() {
  const state = useObserved(connection);
  const receivedAt = useObserved(snapshot, (value) => value.receivedAt);
  const time = useObserved(now);
  if (!isLost(state)) return null;
  const age = receivedAt === null ? null : Math.max(0, (time - receivedAt) / 1000);
  const wait = Math.max(0, Math.ceil((state.retryAt - time) / 1000));
  return (
    <div class="banner" role="alert" data-testid="offline-banner">
      <Icon name="alert" />
      <p>
        <b>{state.serverAnswers ? "Live updates are interrupted." : "Connection to the server lost."}</b>
        {receivedAt !== null && age !== null && <span class="tabular" aria-live="off">{` Showing data from ${clockTime(receivedAt)} (${duration(age)} old).`}</span>}
      </p>
      <span class="banner-next tabular" aria-live="off">{state.phase === "connecting" ? "Trying…" : `Next try in ${wait} s`}</span>
      <button type="button" class="button small" disabled={state.phase === "connecting"} onClick={retryNow}>Retry now</button>
    </div>
  );
}
