import { AlertResources } from "../estate/alertResource.ts";
import { estate } from "../estate/estate.ts";
import { snapshot } from "../live/live.ts";
import { useMemo } from "../preact.ts";
import { addressOf } from "../overview/attention.ts";
import type { Resource } from "../resources/resource.ts";
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
