import { systemName } from "./machine.ts";
import { type Load, loadOf } from "./measured.ts";
import type { Resource } from "./resource.ts";
import type { State } from "./state.ts";

export type GuestKind = "vm" | "lxc" | "oci";

export const guestKindWords: Readonly<Record<GuestKind, string>> = { vm: "VM", lxc: "LXC", oci: "OCI" };

/** A virtual machine or container of Proxmox VE. */
export interface Guest extends Load {
  readonly id: string;
  readonly name: string;
  readonly kind: GuestKind;
  readonly state: State;
  /** Its node is known to be down: what the guest does now cannot be known. */
  readonly parentOffline: boolean;
  readonly vmid: number | null;
  readonly node: string;
  readonly nodeId: string | null;
  readonly cluster: string;
  readonly instance: string;
  readonly pool: string;
  readonly cpus: number | null;
  /** Bytes the guest takes from its node. */
  readonly hostMemory: number | null;
  readonly diskReason: string;
  readonly tags: readonly string[];
  readonly addresses: readonly string[];
  readonly system: string;
  readonly lock: string;
  readonly template: boolean;
  /** Milliseconds; `null` no backup is known. */
  readonly backupAt: number | null;
  readonly backupRunning: boolean;
  readonly url: string;
  readonly lastSeen: number | null;
  readonly resource: Resource;
}

export function isGuest(resource: Resource): boolean {
  return (resource.type === "vm" || resource.type === "system-container" || resource.type === "oci-container") && resource.proxmox !== undefined;
}

export function guestOf(resource: Resource, circumstances: { stale: boolean; parentOffline: boolean }): Guest {
  const facet = resource.proxmox ?? {};
  const state = guestState(resource, circumstances);
  const figures = loadOf(resource);
  const running = state === "running" || state === "degraded" || state === "stale";
  return {
    ...figures,
    id: resource.id,
    name: resource.displayName || resource.name,
    kind: resource.type === "vm" ? "vm" : facet.isOci || facet.containerType === "oci" || resource.type === "oci-container" ? "oci" : "lxc",
    state,
    parentOffline: circumstances.parentOffline,
    cpu: running ? figures.cpu : null,
    memory: running ? figures.memory : null,
    uptime: running ? figures.uptime : null,
    netIn: running ? figures.netIn : null,
    netOut: running ? figures.netOut : null,
    diskRead: running ? figures.diskRead : null,
    diskWrite: running ? figures.diskWrite : null,
    vmid: facet.vmid ?? null,
    node: facet.nodeDisplayName || facet.nodeName || resource.parentName || "",
    nodeId: resource.parentId ?? null,
    cluster: facet.clusterName ?? resource.clusterId ?? "",
    instance: facet.instance ?? "",
    pool: facet.pool ?? "",
    cpus: facet.cpus ?? null,
    hostMemory: facet.hostMemory ?? null,
    diskReason: facet.diskStatusReason ?? "",
    tags: resource.tags ?? [],
    addresses: resource.identity?.ips ?? (facet.networkInterfaces ?? []).flatMap((card) => card.addresses ?? []),
    system: systemName({ osName: facet.osName ?? "", osVersion: facet.osVersion ?? "" }),
    lock: facet.lock ?? "",
    template: facet.template ?? false,
    backupAt: moment(facet.lastBackup),
    backupRunning: facet.backupInProgress ?? facet.lock === "backup",
    url: resource.customUrl ?? facet.guestUrl ?? "",
    lastSeen: resource.lastSeen || null,
    resource,
  };
}

function guestState(resource: Resource, { stale, parentOffline }: { stale: boolean; parentOffline: boolean }): State {
  if (parentOffline) return "unknown";
  if (stale) return "stale";
  const word = resource.proxmox?.runtimeStatus;
  if (word === "paused" || word === "suspended") return "paused";
  switch (resource.status) {
    case "running":
    case "online":
      return "running";
    case "stopped":
    case "offline":
      return "stopped";
    case "degraded":
    case "warning":
      return "degraded";
    default:
      return "unknown";
  }
}

/** Milliseconds of an RFC 3339 time; the zero moment and anything unreadable is "never". */
function moment(text: string | undefined): number | null {
  const at = text ? Date.parse(text) : NaN;
  return Number.isFinite(at) && at > 0 ? at : null;
}

const diskReasons: Readonly<Record<string, string>> = {
  "vm-stopped": "The guest is stopped.",
  "agent-disabled": "The guest agent is switched off in the VM's options.",
  "agent-not-running": "The guest agent does not run inside the VM.",
  "agent-timeout": "The guest agent did not answer in time.",
  "agent-error": "The guest agent answered with an error.",
  "no-agent": "Without a guest agent the VM's filesystems cannot be read.",
  "no-status": "The node gave no status of this guest.",
  "no-filesystems": "The guest agent reported no filesystems.",
  "special-filesystems-only": "The guest agent reported only special filesystems.",
  "permission-denied": "The token may not ask the guest agent (privilege VM.GuestAgent.Audit or VM.Monitor).",
};

/** Why the use of a guest's disks is not known, in words. */
export function diskReasonText(code: string): string {
  const known = diskReasons[code.replace(/^prev-/, "")] ?? code;
  return code.startsWith("prev-") ? `An earlier value is shown. ${known}` : known;
}
