import { mayChangeAlerts } from "../access/rights.ts";
import { session } from "../access/session.ts";
import { snapshot } from "../live/live.ts";
import { useObserved } from "../live/observable.ts";
import { useMemo } from "../preact.ts";
import { pending, withPending } from "./acts.ts";
import { type Alert, readList } from "./alert.ts";

export interface LiveAlerts {
  readonly loaded: boolean;
  readonly active: readonly Alert[];
  readonly resolved: readonly Alert[];
}

/** What goes on now and what has just ended, as the state tells it, with what was done here on top. */
export function useAlerts(): LiveAlerts {
  const facts = useObserved(snapshot, (value) => value.facts);
  const loaded = useObserved(snapshot, (value) => value.receivedAt !== null);
  const acts = useObserved(pending);
  const given = useMemo(() => readList(facts.activeAlerts), [facts.activeAlerts]);
  const resolved = useMemo(() => readList(facts.recentlyResolved), [facts.recentlyResolved]);
  const active = useMemo(() => withPending(given, acts, Date.now()), [given, acts]);
  return { loaded, active, resolved };
}

/** Whether this person may change alerts and their rules. */
export function useMayChange(): boolean {
  return useObserved(session, (value) => value.phase === "open" || value.phase === "ended" ? mayChangeAlerts(value.status) : false);
}
