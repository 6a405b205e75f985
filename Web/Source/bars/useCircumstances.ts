import { session } from "../access/session.ts";
import { getJson } from "../api/client.ts";
import { mayChangeAlerts } from "../access/rights.ts";
import { useObserved } from "../live/observable.ts";
import { useEffect, useState } from "../preact.ts";
import { route } from "../shell/router.ts";
import type { Circumstances } from "./bars.ts";

const readEvery = 60_000;
/** The page waits no longer than this for what would push it down. */
const patience = 400;

/** What the server says of itself, read again every minute, and when the pages are left on which it is changed. Nothing is asked that this person may not know. `null` until the first answers are there or late. */
export function useCircumstances(): Circumstances | null {
  const status = useObserved(session, (value) => "status" in value ? value.status : null);
  const amongAlerts = useObserved(route, (value) => value.path.startsWith("/alerts"));
  const [activation, setActivation] = useState<string | null>(null);
  const [undelivered, setUndelivered] = useState<number | null>(null);
  const [known, setKnown] = useState(false);
  const changes = status !== null && mayChangeAlerts(status), administers = status?.settingsCapabilities?.systemSettingsRead === true;
  useEffect(() => {
    const read = async () => {
      if (document.hidden) return;
      // A bar that cannot be known is no bar; the page it is about says what went wrong.
      await Promise.allSettled([
        changes && getJson<{ enabled?: boolean; activationState?: string }>("/api/alerts/config").then((config) => setActivation(config.enabled === false ? null : config.activationState ?? null)),
        administers && getJson<{ queue?: { failed?: number; dlq?: number } }>("/api/notifications/health").then(({ queue }) => setUndelivered(queue ? (queue.failed ?? 0) + (queue.dlq ?? 0) : null)),
      ]);
      setKnown(true);
    };
    void read();
    const late = setTimeout(() => setKnown(true), patience);
    const timer = setInterval(() => void read(), readEvery);
    return () => {
      clearTimeout(late);
      clearInterval(timer);
    };
  }, [amongAlerts, changes, administers]);
  return known ? { status, activation, undelivered } : null;
}
