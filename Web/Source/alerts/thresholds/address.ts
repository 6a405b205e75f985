import type { Resource } from "../../resources/resource.ts";
import type { Alert } from "../alert.ts";

/** Where the threshold of an alert is changed: the override of its resource. */
export function thresholdAddress(alert: Alert, resource: Resource | undefined): string {
  const query = new URLSearchParams({ edit: resource?.id ?? alert.resourceId });
  if (alert.type) query.set("metric", alert.type);
  return `/alerts/thresholds?${query}`;
}
