import { getJson } from "../api/client.ts";
import { estate } from "../estate/estate.ts";
import { useObserved } from "../live/observable.ts";
import { useEffect, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import type { StateSpan } from "./changes.ts";
import { eventsOfIncidents, type ResourceEvent } from "./events.ts";

const reloadEvery = 60_000, mostIncidents = 100;

/** What happened to a resource. */
export interface Happened {
  /** The newest first. */
  readonly events: readonly ResourceEvent[];
  /** The states it was in, the oldest first. */
  readonly states: readonly StateSpan[];
}

/** What happened to a resource in so many days; read again every minute and when its alerts change. `null` until it was read. */
export function useEvents({ id }: Resource, days: number): Happened | null {
  const [read, setRead] = useState<{ of: string; happened: Happened } | null>(null);
  const level = useObserved(estate, (value) => value.alerts.levels.get(id));
  const of = `${id} ${days}`;
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      try {
        const incidents = await getJson<unknown>(`/api/alerts/incidents?resource_id=${encodeURIComponent(id)}&limit=${mostIncidents}`, abort.signal);
        setRead({ of, happened: { events: [...eventsOfIncidents(incidents)].sort((left, right) => right.at - left.at), states: [] } });
      } catch {
        // Charts stand without marks, and the timeline shows what was read before.
        if (!abort.signal.aborted) setRead((old) => old?.of === of ? old : { of, happened: { events: [], states: [] } });
      }
    };
    void load();
    const timer = setInterval(() => void load(), reloadEvery);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [of, level]);
  return read?.of === of ? read.happened : null;
}
