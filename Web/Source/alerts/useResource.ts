import { AlertResources } from "../estate/alertResource.ts";
import { estate } from "../estate/estate.ts";
import { snapshot } from "../live/live.ts";
import { useMemo } from "../preact.ts";
import { addressOf } from "../estate/addressOf.ts";
import type { Resource } from "../resources/resource.ts";
import type { Subject } from "./active/activeRows.ts";
import type { Alert } from "./alert.ts";

/** The resource of an alert as it is now, and the page it can be opened on. */
export function useResource(alert: Alert): { readonly resource: Resource | undefined; readonly href: string | null } {
  return useMemo(() => {
    const resource = resourceOf(alert.resourceId);
    return { resource, href: resource ? addressOf(estate.value, resource.id) : null };
  }, [alert.resourceId]);
}

export function resourceOf(id: string): Resource | undefined {
  const { resources } = snapshot.value;
  return resources.get(new AlertResources(resources).canonical(id));
}

/** Finds the resources of many alerts; made once for a list. */
export function subjects(): (alert: Alert) => Subject {
  const { resources } = snapshot.value;
  const known = new AlertResources(resources);
  return (alert) => {
    const id = known.canonical(alert.resourceId);
    return { id, parentId: resources.get(id)?.parentId ?? null, known: resources.has(id) };
  };
}
