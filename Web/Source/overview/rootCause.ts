import type { Estate } from "../estate/estate.ts";
import type { Concern } from "./concern.ts";

/** What is out of reach because of something else, by resource: the id of its node, or of its connection. */
export function rootsOf(estate: Estate): ReadonlyMap<string, string> {
  const roots = new Map<string, string>();
  const silent = new Set(estate.silentConnections);
  const down = new Map<string, string>();
  for (const node of estate.nodes) {
    if (silent.has(node.instance)) roots.set(node.id, connectionId(node.instance));
    else if (node.state === "offline") down.set(`${node.instance} ${node.nativeName}`, node.id);
  }
  const add = (id: string, instance: string, node: string | undefined) => {
    const root = silent.has(instance) ? connectionId(instance) : node === undefined ? undefined : down.get(`${instance} ${node}`);
    if (root !== undefined) roots.set(id, root);
  };
  for (const each of [...estate.guests, ...estate.disks, ...estate.ceph]) add(each.id, each.resource.proxmox?.instance ?? "", each.resource.proxmox?.nodeName);
  for (const storage of estate.storages) add(storage.id, storage.resource.proxmox?.instance ?? "", storage.nodes.length === 1 ? storage.nodes[0] : undefined);
  return roots;
}

export function connectionId(name: string): string {
  return `connection ${name}`;
}

/** One line for each cause: what is out of reach counts there, and several troubles of one resource are the worst of them. */
export function folded(list: readonly Concern[], roots: ReadonlyMap<string, string>): readonly Concern[] {
  const out = new Map<string, number>();
  for (const root of roots.values()) out.set(root, (out.get(root) ?? 0) + 1);
  const lines = new Map<string, Concern>();
  for (const concern of list) {
    const { resource } = concern;
    if (resource !== null && roots.has(resource)) continue;
    const key = resource ?? concern.id, known = lines.get(key);
    if (known) lines.set(key, { ...known, more: known.more + 1 });
    else lines.set(key, { ...concern, affected: resource === null ? 0 : out.get(resource) ?? 0 });
  }
  return [...lines.values()];
}
