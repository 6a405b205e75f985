import { measured } from "./measured.ts";
import type { CephFacet } from "./proxmoxFacets.ts";
import type { Resource } from "./resource.ts";
import type { State } from "./state.ts";

export interface CephCluster {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  readonly health: string;
  readonly message: string;
  readonly usage: number | null;
  readonly used: number | null;
  readonly total: number | null;
  readonly tags: readonly string[];
  readonly lastSeen: number | null;
  readonly url: string;
  readonly facet: CephFacet;
  readonly resource: Resource;
}

export function isCeph(resource: Resource): boolean {
  return resource.type === "ceph" && resource.ceph !== undefined;
}

const words: Readonly<Record<string, readonly [State, string]>> = {
  HEALTH_OK: ["online", "OK"],
  HEALTH_WARN: ["degraded", "Warning"],
  HEALTH_ERR: ["failed", "Error"],
};

export function cephOf(resource: Resource, { stale }: { stale: boolean }): CephCluster {
  const facet = resource.ceph ?? {};
  const [state, health] = words[facet.healthStatus ?? ""] ?? ["unknown", facet.healthStatus ?? "Unknown"];
  return {
    id: resource.id,
    name: resource.displayName || resource.name,
    state: stale ? "stale" : state,
    health,
    message: facet.healthChecks?.[0]?.summary ?? facet.healthMessage ?? "",
    usage: measured(resource.disk?.current),
    used: measured(resource.disk?.used),
    total: measured(resource.disk?.total),
    tags: resource.tags ?? [],
    lastSeen: resource.lastSeen || null,
    url: resource.customUrl ?? "",
    facet,
    resource,
  };
}
