import { measured } from "./measured.ts";
import type { Resource } from "./resource.ts";
import type { State } from "./state.ts";

/** A storage of Proxmox VE: of one node, or shared by several. */
export interface Storage {
  readonly id: string;
  readonly name: string;
  readonly state: State;
  /** Why the state is not well, in words. */
  readonly trouble: string;
  readonly type: string;
  readonly shared: boolean;
  readonly enabled: boolean;
  readonly nodes: readonly string[];
  readonly cluster: string;
  /** The connection it comes from. */
  readonly instance: string;
  readonly content: readonly string[];
  readonly protection: string;
  readonly protectionReduced: boolean;
  readonly usage: number | null;
  readonly used: number | null;
  readonly total: number | null;
  readonly free: number | null;
  readonly tags: readonly string[];
  readonly lastSeen: number | null;
  readonly url: string;
  readonly resource: Resource;
}

export function isStorage(resource: Resource): boolean {
  if (resource.type !== "storage" || !resource.storage) return false;
  const platform = resource.platformType ?? resource.storage.platform ?? "";
  return resource.proxmox !== undefined || platform.startsWith("proxmox");
}

/** The storages whose sizes can be added up: several on one pool share its room, the fullest of them counts. */
export function distinctRooms(storages: readonly Storage[]): readonly Storage[] {
  const rooms = new Map<string, Storage>();
  for (const storage of storages) {
    const pool = storage.shared ? undefined : storage.resource.storage?.zfsPool?.name;
    const room = pool === undefined ? storage.id : `${storage.instance}\n${storage.nodes[0]}\n${pool}`;
    const known = rooms.get(room);
    if (!known || (storage.used ?? 0) > (known.used ?? 0)) rooms.set(room, storage);
  }
  return [...rooms.values()];
}

const typeNames: Readonly<Record<string, string>> = {
  zfspool: "ZFS",
  zfs: "ZFS over iSCSI",
  lvmthin: "LVM-thin",
  lvm: "LVM",
  dir: "Directory",
  nfs: "NFS",
  cifs: "SMB",
  smb: "SMB",
  rbd: "Ceph RBD",
  cephfs: "CephFS",
  pbs: "PBS",
  btrfs: "Btrfs",
  iscsi: "iSCSI",
  iscsidirect: "iSCSI direct",
  glusterfs: "GlusterFS",
  esxi: "ESXi",
};

export function storageOf(resource: Resource, { stale }: { stale: boolean }): Storage {
  const facet = resource.storage ?? {};
  const pool = facet.zfsPool;
  const used = measured(resource.disk?.used), total = measured(resource.disk?.total);
  const nodes = facet.nodes ?? [];
  const own = resource.proxmox?.nodeDisplayName || resource.proxmox?.nodeName || resource.parentName;
  const reduced = facet.protectionReduced ?? (pool !== undefined && pool.state !== "ONLINE");
  const [state, trouble] = stateOf(resource, stale);
  return {
    id: resource.id,
    name: resource.displayName || resource.name,
    state,
    trouble,
    type: typeNames[facet.type ?? ""] ?? facet.type ?? "",
    shared: facet.shared ?? false,
    enabled: facet.enabled ?? true,
    nodes: nodes.length > 0 ? nodes : own ? [own] : [],
    cluster: resource.proxmox?.clusterName ?? resource.clusterId ?? resource.proxmox?.instance ?? "",
    instance: resource.proxmox?.instance ?? "",
    content: facet.contentTypes ?? (facet.content ?? "").split(",").filter(Boolean),
    protection: facet.protection ?? facet.vdevLayout ?? layoutOf(resource),
    protectionReduced: reduced,
    usage: measured(resource.disk?.current) ?? (used !== null && total ? used / total * 100 : null),
    used,
    total,
    free: measured(resource.disk?.free) ?? (used !== null && total !== null ? Math.max(0, total - used) : null),
    tags: resource.tags ?? [],
    lastSeen: resource.lastSeen || null,
    url: resource.customUrl ?? "",
    resource,
  };
}

/** The redundancy of a ZFS pool by the names of its virtual devices. */
function layoutOf(resource: Resource): string {
  const devices = resource.storage?.zfsPool?.devices ?? [];
  const groups = devices.filter((device) => /^(mirror|raidz\d?|draid)/i.test(device.name));
  const first = groups[0];
  if (!first) return devices.length > 0 ? (devices.filter((device) => device.type === "disk").length > 1 ? "Stripe" : "Single") : "";
  const kind = /^mirror/i.test(first.name) ? "Mirror" : first.name.replace(/-\d+$/, "").replace(/^raidz1?$/i, "RAIDZ1").toUpperCase();
  return groups.length > 1 ? `${groups.length} × ${kind}` : kind;
}

function stateOf(resource: Resource, stale: boolean): [State, string] {
  const facet = resource.storage ?? {};
  if (facet.enabled === false) return ["stopped", "Disabled in Proxmox"];
  const word = resource.status;
  if (word === "offline" || word === "stopped") return ["offline", facet.active === false ? "Not active on its node" : "Offline"];
  if (stale) return ["stale", "No news from its node"];
  const pool = facet.zfsPool;
  if (pool && pool.state !== "ONLINE") return [pool.state === "DEGRADED" ? "degraded" : "offline", `Pool ${pool.name} is ${pool.state.toLowerCase()}`];
  const errors = pool ? (pool.readErrors ?? 0) + (pool.writeErrors ?? 0) + (pool.checksumErrors ?? 0) : 0;
  if (pool && errors > 0) return ["degraded", `Pool ${pool.name} has ${errors} errors`];
  if (word === "degraded" || word === "warning") return ["degraded", facet.riskSummary ?? "Needs attention"];
  return word === "online" || word === "running" ? ["online", ""] : ["unknown", ""];
}
