import { type Estate, estate } from "../../estate/estate.ts";
import type { Filesystem, Resource } from "../../resources/resource.ts";
import { filesystemPrefixes, hostKeys, mountKey, nodeKeyOf, overrideKeys } from "./keys.ts";

export const overrideKinds = ["guests", "filesystems", "nodes", "storages", "machines", "mounts", "disks"] as const;
export type OverrideKind = (typeof overrideKinds)[number];

/** Something an override can be made for: a resource, or a filesystem or pool of one. */
export interface Overridable {
  /** The key of today; what is made anew gets it. */
  readonly key: string;
  /** All keys the server looks at, that one first. */
  readonly keys: readonly string[];
  /** The resource's id in the list of resources. */
  readonly id: string;
  readonly name: string;
  readonly where: string;
  readonly resource: Resource;
  readonly tags: readonly string[];
  /** What is measured now, in the unit of thresholds; `null` when it is not known. */
  readonly value: (metric: string) => number | null;
}

const made = new WeakMap<Estate, Map<string, readonly Overridable[]>>();

/** Everything of a kind that is here now. */
export function overridables(kind: OverrideKind | undefined): readonly Overridable[] {
  const all = estate.value;
  if (kind === undefined) return [];
  const kinds = made.get(all) ?? new Map<string, readonly Overridable[]>();
  made.set(all, kinds);
  const known = kinds.get(kind) ?? listed(all, kind);
  kinds.set(kind, known);
  return known;
}

function listed(all: Estate, kind: OverrideKind): readonly Overridable[] {
  switch (kind) {
    case "guests":
      return all.guests.map((guest) => whole(guest.resource, guest.id, guest.name, [guest.vmid === null ? "" : String(guest.vmid), guest.node], guest.tags, loads(guest)));
    case "filesystems":
      return all.guests.flatMap((guest) => parts(guest.resource, guest.name, guest.tags, "guest", guest.resource.proxmox?.disks ?? []));
    case "nodes":
      return all.nodes.map((node) => ({ ...whole(node.resource, node.id, node.name, [node.cluster], node.tags, { ...loads(node), temperature: node.temperature }), key: nodeKeyOf(node.resource) }));
    case "storages":
      return [
        ...all.storages.map((storage) => whole(storage.resource, storage.id, storage.name, [storage.nodes.length === 1 ? storage.nodes[0] ?? "" : "shared", storage.cluster], storage.tags, { usage: storage.usage })),
        ...all.ceph.flatMap((cluster) => pools(cluster.resource, cluster.name)),
      ];
    case "machines":
      return all.machines.map((machine) => whole(machine.resource, machine.id, machine.name, [machine.system], machine.tags, loads(machine), hostKeys(machine.resource)));
    case "mounts":
      return all.machines.flatMap((machine) => parts(machine.resource, machine.name, machine.tags, "machine", machine.resource.agent?.disks ?? []));
    case "disks":
      return all.disks.map((disk) => whole(disk.resource, disk.id, disk.name, [disk.device.replace(/^\/dev\//, ""), disk.node], disk.tags, { diskTemperature: disk.temperature }));
  }
}

type Figures = Readonly<Record<string, number | null>>;

function loads(row: { cpu: number | null; memory: number | null; disk: number | null; diskRead: number | null; diskWrite: number | null; netIn: number | null; netOut: number | null }): Figures {
  const rate = (value: number | null) => value === null ? null : value / 1024 ** 2;
  return { cpu: row.cpu, memory: row.memory, disk: row.disk, diskRead: rate(row.diskRead), diskWrite: rate(row.diskWrite), networkIn: rate(row.netIn), networkOut: rate(row.netOut) };
}

function whole(resource: Resource, id: string, name: string, where: readonly string[], tags: readonly string[], figures: Figures, keys = overrideKeys(resource)): Overridable {
  return { key: keys[0] ?? id, keys, id, name, where: where.filter(Boolean).join(" · "), resource, tags, value: (metric) => figures[metric] ?? null };
}

function parts(resource: Resource, name: string, tags: readonly string[], of: "guest" | "machine", disks: readonly Filesystem[]): readonly Overridable[] {
  const prefixes = filesystemPrefixes(resource, of);
  return disks.flatMap((disk): Overridable[] => {
    const keys = prefixes.map((prefix) => prefix + mountKey(disk, disks));
    const usage = disk.usage ?? (disk.total ? (disk.used ?? 0) / disk.total * 100 : null);
    return keys[0] === undefined ? [] : [{ key: keys[0], keys, id: resource.id, name: `${name}: ${disk.mountpoint ?? disk.device ?? ""}`, where: disk.device ?? "", resource, tags, value: (metric) => metric === "disk" ? usage : null }];
  });
}

function pools(resource: Resource, cluster: string): readonly Overridable[] {
  const instance = resource.proxmox?.instance;
  if (!instance) return [];
  return (resource.ceph?.pools ?? []).map((pool) => {
    const key = `${instance}-ceph-pool-${pool.name}`;
    return { key, keys: [key], id: resource.id, name: pool.name, where: `pool of ${cluster}`, resource, tags: [], value: (metric: string) => metric === "usage" ? pool.percentUsed ?? null : null };
  });
}

/** The key under which something has an override already, or would get one. */
export function keyIn(overrides: object, one: Overridable): string {
  return one.keys.find((key) => Object.hasOwn(overrides, key)) ?? one.key;
}

/** The kind an override belongs to, also when its resource is gone; `null` when its key does not tell. */
export function overrideKind(key: string): OverrideKind | null {
  if (key.startsWith("guest-disk:")) return "filesystems";
  if (/^agent:.+\/disk:/.test(key)) return "mounts";
  if (key.includes("-ceph-pool-")) return "storages";
  const found = overrideKinds.find((kind) => overridables(kind).some((each) => each.key === key)) ?? overrideKinds.find((kind) => overridables(kind).some((each) => each.keys.includes(key)));
  return found ?? (/^guest:|:\d+$/.test(key) ? "guests" : null);
}

/** The name of an override's resource; its key when the resource is gone. */
export function overrideName(key: string): string {
  for (const kind of overrideKinds) {
    const found = overridables(kind).find((each) => each.keys.includes(key));
    if (found) return found.name;
  }
  return key;
}
