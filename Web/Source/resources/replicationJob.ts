import type { Guest } from "./guest.ts";
import type { ReplicationFacet } from "./proxmoxFacets.ts";
import type { Resource } from "./resource.ts";
import type { State } from "./state.ts";

export type ReplicationVerdict = "Failed" | "Pending" | "Disabled" | "Healthy";

/** One replication job of one guest. Times are milliseconds. */
export interface ReplicationJob {
  readonly id: string;
  /** The guest's name. */
  readonly name: string;
  readonly guestId: string;
  readonly vmid: number | null;
  readonly state: State;
  readonly verdict: ReplicationVerdict;
  readonly jobId: string;
  readonly source: string;
  readonly target: string;
  readonly schedule: string;
  readonly lastSync: number | null;
  readonly nextSync: number | null;
  readonly duration: number | null;
  readonly fails: number;
  readonly error: string;
  readonly comment: string;
  readonly tags: readonly string[];
  readonly lastSeen: number | null;
  readonly url: string;
  readonly resource: Resource;
}

const states: Readonly<Record<ReplicationVerdict, State>> = { Failed: "failed", Pending: "unknown", Disabled: "stopped", Healthy: "online" };

export function replicationJobOf(guest: Guest, facet: ReplicationFacet): ReplicationJob {
  const fails = facet.failCount ?? 0;
  const verdict: ReplicationVerdict = fails > 0 || facet.error
    ? "Failed"
    : !facet.enabled
    ? "Disabled"
    : facet.lastSyncTime
    ? "Healthy"
    : "Pending";
  return {
    id: `${guest.id}/${facet.jobId}`,
    name: guest.name,
    guestId: guest.id,
    vmid: guest.vmid ?? facet.guestId ?? null,
    state: states[verdict],
    verdict,
    jobId: facet.jobId,
    source: facet.sourceNode ?? guest.node,
    target: facet.targetNode ?? "",
    schedule: facet.schedule ?? "",
    lastSync: facet.lastSyncTime || null,
    nextSync: facet.nextSyncTime || null,
    duration: facet.durationSeconds ?? null,
    fails,
    error: facet.error ?? "",
    comment: facet.comment ?? "",
    tags: guest.tags,
    lastSeen: guest.lastSeen,
    url: "",
    resource: guest.resource,
  };
}
