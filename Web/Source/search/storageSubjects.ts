import type { CephCluster } from "../resources/cephCluster.ts";
import type { Node } from "../resources/node.ts";
import type { PhysicalDisk } from "../resources/physicalDisk.ts";
import type { ReplicationJob } from "../resources/replicationJob.ts";
import type { Storage } from "../resources/storage.ts";
import { searchable } from "./subjects.ts";

export const searchableStorage = searchable<Storage>({
  texts: {
    node: (row) => row.nodes,
    type: (row) => [row.type, row.resource.storage?.type],
    cluster: (row) => [row.cluster],
    content: (row) => row.content,
    pool: (row) => [row.resource.storage?.pool, row.resource.storage?.zfsPool?.name],
    state: (row) => [row.trouble],
    source: (row) => [row.resource.platformType, row.resource.proxmox?.instance],
  },
  numbers: { disk: (row) => row.usage, usage: (row) => row.usage, used: (row) => row.used, free: (row) => row.free, size: (row) => row.total },
  flags: { shared: (row) => row.shared },
});

export const searchableDisk = searchable<PhysicalDisk>({
  texts: {
    node: (row) => [row.node],
    type: (row) => [row.type],
    device: (row) => [row.device],
    serial: (row) => [row.serial],
    pool: (row) => [row.belongsTo],
    role: (row) => [row.role],
    health: (row) => [row.health, row.reason],
  },
  numbers: { temp: (row) => row.temperature, life: (row) => row.life, size: (row) => row.size },
});

export const searchableReplication = searchable<ReplicationJob>({
  texts: { node: (row) => [row.source, row.target], job: (row) => [row.jobId], vmid: (row) => [row.vmid === null ? "" : String(row.vmid)], error: (row) => [row.error], health: (row) => [row.verdict] },
  numbers: { fails: (row) => row.fails, duration: (row) => row.duration, vmid: (row) => row.vmid },
});

export const searchableCeph = searchable<CephCluster>({
  texts: { health: (row) => [row.health, row.message], fsid: (row) => [row.facet.fsid] },
  numbers: { disk: (row) => row.usage, usage: (row) => row.usage },
});

export const searchableNode = searchable<Node>({
  texts: { cluster: (row) => [row.cluster, row.instance], node: (row) => [row.nativeName], ip: (row) => row.addresses, version: (row) => [row.version] },
  numbers: { cpu: (row) => row.cpu, memory: (row) => row.memory, disk: (row) => row.disk, temp: (row) => row.temperature, uptime: (row) => row.uptime },
  flags: { update: (row) => (row.updates ?? 0) > 0, agent: (row) => row.hasAgent },
});
