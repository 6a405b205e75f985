import { snapshot } from "../live/live.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { useMemo } from "../preact.ts";
import { isMachine, type Machine, machineOf } from "../resources/machine.ts";
import type { Resource } from "../resources/resource.ts";

const known = new WeakMap<Resource, Machine>();

/** The machine of a resource; the same object as long as nothing a view shows has changed. */
export function machineAt(resource: Resource, time: number): Machine {
  const made = machineOf(resource, time);
  const old = known.get(resource);
  if (old?.state === made.state) return old;
  known.set(resource, made);
  return made;
}

/** All machines in the server's order. Ages are looked at every five seconds. */
export function useMachines(): readonly Machine[] {
  const resources = useObserved(snapshot, (value) => value.resources);
  const order = useObserved(snapshot, (value) => value.order);
  const time = useObserved(now, (value) => Math.floor(value / 5000) * 5000);
  return useMemo(() => {
    const result: Machine[] = [];
    for (const id of order) {
      const resource = resources.get(id);
      if (resource && isMachine(resource)) result.push(machineAt(resource, Date.now()));
    }
    return result;
  }, [resources, order, time]);
}
