import type { Filesystem, Resource } from "../../resources/resource.ts";

/** The names under which the server looks for an override of a resource, the one of today first. It takes the first that is set. */
export function overrideKeys(resource: Resource): readonly string[] {
  const keys = resource.type === "vm" || resource.type === "system-container" || resource.type === "oci-container"
    ? [...guestKeys(resource), ...hostIds(resource)]
    : resource.type === "agent" || resource.type === "node"
    ? [...nodeKey(resource), ...hostIds(resource), ...hostIds(resource).map((id) => `agent:${id}`), ...sourceId(resource)]
    : sourceId(resource);
  return [...new Set([...keys, resource.id])];
}

/** The same for a machine as the host of an agent: what is set for the agent comes before what is set for it as a node or guest. */
export function hostKeys(resource: Resource): readonly string[] {
  const hosts = hostIds(resource);
  return [...new Set([...hosts, ...hosts.map((id) => `agent:${id}`), ...overrideKeys(resource)])];
}

/** The key a new override of a node gets. */
export function nodeKeyOf(resource: Resource): string {
  return nodeKey(resource)[0] ?? sourceId(resource)[0] ?? resource.id;
}

/** Guests by their number, so that moving them to another node changes nothing; where the connection is one node, the node belongs to it. */
function guestKeys(resource: Resource): readonly string[] {
  const { instance, nodeName, vmid } = resource.proxmox ?? {};
  if (!instance || !nodeName || vmid === undefined) return sourceId(resource);
  const clustered = `guest:${instance}:${vmid}`, alone = `${instance}:${nodeName}:${vmid}`;
  return [...(instance === nodeName ? [alone, clustered] : [clustered, alone]), `${instance}-${vmid}`, `${instance}-${nodeName}-${vmid}`];
}

function nodeKey(resource: Resource): readonly string[] {
  const { clusterName, nodeName } = resource.proxmox ?? {};
  return clusterName && nodeName ? [`${clusterName}-${nodeName}`] : [];
}

function hostIds(resource: Resource): readonly string[] {
  return resource.agent?.agentId ? [resource.agent.agentId] : [];
}

function sourceId(resource: Resource): readonly string[] {
  return resource.proxmox?.sourceId ? [resource.proxmox.sourceId] : [];
}

/** The beginning of the keys of the filesystems in a guest, or on a machine with an agent. */
export function filesystemPrefixes(resource: Resource, of: "guest" | "machine"): readonly string[] {
  return of === "guest" ? guestKeys(resource).map((key) => `guest-disk:${key}/disk:`) : hostIds(resource).map((id) => `agent:${id}/disk:`);
}

/** The short name of a filesystem in a key: its mount point, with the device where two share one. */
export function mountKey(disk: Filesystem, among: readonly Filesystem[]): string {
  const own = cleaned(disk.mountpoint ?? disk.device ?? "");
  const sharing = among.filter((other) => cleaned(other.mountpoint ?? other.device ?? "") === own).length;
  return sharing > 1 && disk.device !== undefined ? cleaned(`${own}-${disk.device}`) : own;
}

/** Lower case, a dash for every run of other characters than letters and digits, none at the ends; the root filesystem is `root`. */
function cleaned(mountpoint: string): string {
  return mountpoint.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "") || "root";
}
