import type { Resource } from "./resource.ts";

/** Negative stand-ins of the wire mean "not known". */
export function measured(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) || value < 0 ? null : value;
}

/** Figures every host and guest has. Percentages, bytes and bytes per second; `null` is: not measured. */
export interface Load {
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly memoryUsed: number | null;
  readonly memoryTotal: number | null;
  readonly disk: number | null;
  readonly diskUsed: number | null;
  readonly diskTotal: number | null;
  readonly netIn: number | null;
  readonly netOut: number | null;
  readonly diskRead: number | null;
  readonly diskWrite: number | null;
  readonly uptime: number | null;
}

export function loadOf(resource: Resource): Load {
  const { memory, disk, network, diskIO } = resource;
  return {
    cpu: measured(resource.cpu?.current),
    memory: measured(memory?.current),
    memoryUsed: measured(memory?.used),
    memoryTotal: measured(memory?.total),
    disk: measured(disk?.current),
    diskUsed: measured(disk?.used),
    diskTotal: measured(disk?.total),
    netIn: measured(network?.rxBytes),
    netOut: measured(network?.txBytes),
    diskRead: measured(diskIO?.readRate),
    diskWrite: measured(diskIO?.writeRate),
    uptime: measured(resource.uptime ?? resource.proxmox?.uptime),
  };
}

/** One value for the traffic of both directions; `null` when neither is known. */
export function both(left: number | null, right: number | null): number | null {
  return left === null && right === null ? null : (left ?? 0) + (right ?? 0);
}
