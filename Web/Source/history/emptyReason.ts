import { isGuest } from "../resources/guest.ts";
import type { Resource } from "../resources/resource.ts";

/** Why a chart that should have values has none, as far as the page can know. */
export function emptyReason(resource: Resource, past: boolean): string {
  if (past) return "Nothing was measured in this part.";
  if (isGuest(resource) && (resource.status === "stopped" || resource.status === "offline")) return "Not running: nothing is measured of a stopped guest.";
  if (resource.status === "offline") return "Offline: nothing was measured in this range.";
  if (resource.agent?.stale) return "Its agent sends no reports.";
  return "Nothing was measured in this range. A new resource fills from now on.";
}
