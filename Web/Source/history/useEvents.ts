import { getJson } from "../api/client.ts";
import { estate } from "../estate/estate.ts";
import { useObserved } from "../live/observable.ts";
import { useEffect, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import { type ChangeRow, eventsOfChanges, eventsOfGaps, readStates, type StateSpan } from "./changes.ts";
import { eventsOfBackup, eventsOfIncidents, type ResourceEvent } from "./events.ts";

const reloadEvery = 60_000, mostIncidents = 100, mostChanges = 500, day = 86_400_000;

/** What happened to a resource. */
export interface Happened {
  /** The newest first. */
  readonly events: readonly ResourceEvent[];
  /** The states it was in, the oldest first. */
  readonly states: readonly StateSpan[];
}

interface TimelineAnswer {
  readonly recentChanges?: readonly ChangeRow[];
  readonly states?: unknown;
}

/** What happened to a resource in so many days; read again every minute and when its alerts change. `null` until it was read, and without a resource. */
export function useEvents(resource: Resource | undefined, days: number): Happened | null {
  const [read, setRead] = useState<{ of: string; happened: Happened } | null>(null);
  const id = resource?.id ?? "", backup = resource?.proxmox?.lastBackup;
  const level = useObserved(estate, (value) => value.alerts.levels.get(id));
  const of = `${id} ${days}`;
  useEffect(() => {
    if (!id) return;
    const abort = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      const since = new Date(Date.now() - days * day).toISOString();
      // Each is shown without the other where only one can be read.
      const [incidents, timeline] = await Promise.allSettled([
        getJson<unknown>(`/api/alerts/incidents?resource_id=${encodeURIComponent(id)}&limit=${mostIncidents}`, abort.signal),
        getJson<TimelineAnswer>(`/api/resources/${encodeURIComponent(id)}/timeline?from=${encodeURIComponent(since)}&limit=${mostChanges}`, abort.signal),
      ]);
      if (abort.signal.aborted) return;
      const changed = timeline.status === "fulfilled" ? timeline.value : {};
      const states = readStates(changed.states);
      const events = [...eventsOfIncidents(incidents.status === "fulfilled" ? incidents.value : []), ...eventsOfChanges(changed.recentChanges ?? []), ...eventsOfGaps(states), ...eventsOfBackup(backup)];
      setRead({ of, happened: { events: events.sort((left, right) => right.at - left.at), states } });
    };
    void load();
    const timer = setInterval(() => void load(), reloadEvery);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [of, level, backup]);
  return read?.of === of ? read.happened : null;
}
