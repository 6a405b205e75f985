import { measured } from "./measured.ts";
import type { Resource } from "./resource.ts";
import type { State } from "./state.ts";

/** A disk in a node. */
export interface PhysicalDisk {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  readonly health: "Replace now" | "Needs attention" | "Healthy" | "Unknown";
  readonly reason: string;
  readonly device: string;
  readonly node: string;
  /** The connection it comes from. */
  readonly instance: string;
  readonly type: string;
  readonly role: string;
  readonly belongsTo: string;
  /** Percent of life left. */
  readonly life: number | null;
  readonly temperature: number | null;
  readonly asleep: boolean;
  readonly size: number | null;
  readonly serial: string;
  readonly tags: readonly string[];
  readonly lastSeen: number | null;
  readonly url: string;
  readonly resource: Resource;
}

/** Disks of machines that are no nodes of Proxmox are shown with their machine. */
export function isPhysicalDisk(resource: Resource): boolean {
  if (resource.type !== "physical_disk" || !resource.physicalDisk) return false;
  return resource.proxmox !== undefined || (resource.platformType ?? "").startsWith("proxmox");
}

export function physicalDiskOf(resource: Resource): PhysicalDisk {
  const facet = resource.physicalDisk ?? {};
  const life = measured(facet.wearout);
  const rotates = (facet.rpm ?? 0) > 0;
  const temperature = facet.temperature ? facet.temperature : resource.temperature ?? null;
  const [health, reason] = healthOf(resource, life);
  return {
    id: resource.id,
    name: facet.model || resource.displayName || resource.name,
    state: health === "Replace now" ? "failed" : health === "Needs attention" ? "degraded" : health === "Healthy" ? "online" : "unknown",
    health,
    reason,
    device: facet.devPath ?? "",
    node: resource.proxmox?.nodeDisplayName || resource.proxmox?.nodeName || resource.parentName || "",
    instance: resource.proxmox?.instance ?? "",
    type: kindOf(facet.diskType ?? "", rotates),
    role: facet.storageRole ?? facet.used ?? "",
    belongsTo: facet.storageGroup ?? "",
    // Rotating disks say 0 where they mean "not reported".
    life: life === 0 && (rotates || !/nvme|ssd/i.test(facet.diskType ?? "")) ? null : life,
    temperature,
    asleep: facet.spunDown ?? false,
    size: measured(facet.sizeBytes),
    serial: facet.serial ?? "",
    tags: resource.tags ?? [],
    lastSeen: resource.lastSeen || null,
    url: resource.customUrl ?? "",
    resource,
  };
}

function kindOf(type: string, rotates: boolean): string {
  if (type === "hdd" || rotates) return "HDD";
  return type === "" ? "" : type.toUpperCase();
}

const expectedZero: readonly (readonly [field: string, text: string])[] = [
  ["pendingSectors", "pending sectors"],
  ["offlineUncorrectable", "uncorrectable sectors"],
  ["mediaErrors", "media errors"],
  ["reallocatedSectors", "reallocated sectors"],
];

function healthOf(resource: Resource, life: number | null): [PhysicalDisk["health"], string] {
  const facet = resource.physicalDisk ?? {};
  const first = facet.risk?.reasons?.[0]?.summary;
  if (facet.risk?.level === "critical") return ["Replace now", first ?? "Critical risk"];
  if (/FAIL/i.test(facet.health ?? "")) return ["Replace now", "SMART says the disk is failing"];
  if (facet.risk?.level === "warning") return ["Needs attention", first ?? "Warning"];
  for (const [field, text] of expectedZero) {
    const value = facet.smart?.[field] ?? 0;
    if (value > 0) return ["Needs attention", `${value} ${text}`];
  }
  const wears = /nvme|ssd/i.test(facet.diskType ?? "");
  if (life !== null && life < 10 && (life > 0 || wears)) return ["Needs attention", `${life} % of its life left`];
  return /PASS|^OK$/i.test(facet.health ?? "") ? ["Healthy", ""] : ["Unknown", "SMART gives no verdict"];
}
