import { type Load, loadOf } from "./measured.ts";
import type { Resource } from "./resource.ts";
import type { State } from "./state.ts";

/** A node of Proxmox VE. */
export interface Node extends Load {
  readonly id: string;
  readonly name: string;
  /** The name in Proxmox, when the shown one is another. */
  readonly nativeName: string;
  readonly state: State;
  readonly cluster: string;
  readonly instance: string;
  readonly version: string;
  readonly updates: number | null;
  readonly temperature: number | null;
  readonly load: number | null;
  readonly cores: number | null;
  readonly url: string;
  readonly tags: readonly string[];
  readonly addresses: readonly string[];
  readonly lastSeen: number | null;
  readonly hasAgent: boolean;
  readonly resource: Resource;
}

export function isNode(resource: Resource): boolean {
  return (resource.type === "agent" || resource.type === "node") && resource.proxmox !== undefined;
}

export function nodeOf(resource: Resource, { stale }: { stale: boolean }): Node {
  const facet = resource.proxmox ?? {};
  const state = nodeState(resource, stale);
  const figures = loadOf(resource);
  const up = state !== "offline";
  return {
    ...figures,
    id: resource.id,
    name: resource.displayName || facet.nodeDisplayName || resource.name,
    nativeName: facet.nodeName ?? resource.name,
    state,
    cpu: up ? figures.cpu : null,
    memory: up ? figures.memory : null,
    uptime: up ? figures.uptime : null,
    cluster: facet.clusterName ?? "",
    instance: facet.instance ?? "",
    version: shortVersion(facet.pveVersion),
    updates: facet.pendingUpdates ?? null,
    temperature: up ? resource.temperature ?? facet.temperature ?? null : null,
    load: up ? facet.loadAverage?.[0] ?? resource.agent?.loadAverage?.[0] ?? null : null,
    cores: facet.cpuInfo?.cores ?? facet.cpus ?? resource.agent?.cpuCount ?? null,
    url: resource.customUrl ?? facet.guestUrl ?? facet.host ?? "",
    tags: resource.tags ?? [],
    addresses: resource.identity?.ips ?? [],
    lastSeen: resource.lastSeen || null,
    hasAgent: resource.agent !== undefined,
    resource,
  };
}

/** `pve-manager/8.2.4/faa83925c9641325` is version 8.2.4. */
function shortVersion(text: string | undefined): string {
  return /\d+\.\d+(?:[.-]\d+)*/.exec(text ?? "")?.[0] ?? text ?? "";
}

function nodeState(resource: Resource, stale: boolean): State {
  if (resource.status === "offline" || resource.status === "stopped") return "offline";
  if (stale) return "stale";
  if (resource.status === "online" || resource.status === "running") return "online";
  return resource.status === "degraded" || resource.status === "warning" ? "degraded" : "unknown";
}
