import { estate } from "../../estate/estate.ts";
import type { Resource } from "../../resources/resource.ts";
import type { Group } from "./groups.ts";

/** A resource an override can be made for. */
export interface Overridable {
  readonly key: string;
  /** Its id in the list of resources. */
  readonly id: string;
  readonly name: string;
  readonly where: string;
  readonly resource: Resource;
  readonly tags: readonly string[];
}

/** The key under which the rules know a resource: guests by their number, so that moving them changes nothing. */
export function overridables(kind: Group["overrides"]): readonly Overridable[] {
  const all = estate.value;
  const state = (resource: Resource) => resource.metricsTarget?.resourceId ?? resource.id;
  switch (kind) {
    case "guests":
      return all.guests.map((guest) => ({
        key: guest.vmid === null ? state(guest.resource) : guest.instance !== guest.node && guest.instance !== "" ? `guest:${guest.instance}:${guest.vmid}` : `${guest.instance}:${guest.node}:${guest.vmid}`,
        id: guest.id,
        name: guest.name,
        where: [guest.vmid === null ? "" : String(guest.vmid), guest.node].filter(Boolean).join(" · "),
        resource: guest.resource,
        tags: guest.tags,
      }));
    case "nodes":
      return all.nodes.map((node) => ({ key: state(node.resource), id: node.id, name: node.name, where: node.cluster, resource: node.resource, tags: [] }));
    case "storages":
      return all.storages.map((storage) => ({ key: state(storage.resource), id: storage.id, name: storage.name, where: storage.nodes.length === 1 ? storage.nodes[0] ?? "" : "shared", resource: storage.resource, tags: [] }));
    case "machines":
      return all.machines.map((machine) => ({ key: machine.resource.agent?.agentId ?? machine.id, id: machine.id, name: machine.name, where: machine.system, resource: machine.resource, tags: machine.resource.tags ?? [] }));
    default:
      return [];
  }
}

const kinds = ["guests", "nodes", "storages", "machines"] as const;

/** Which group an override belongs to. */
export function overrideKind(key: string): (typeof kinds)[number] | null {
  return kinds.find((kind) => overridables(kind).some((each) => each.key === key)) ?? (/^guest:|:\d+$/.test(key) ? "guests" : null);
}

/** The name of an override's resource; its key when the resource is gone. */
export function overrideName(key: string): string {
  for (const kind of kinds) {
    const found = overridables(kind).find((each) => each.key === key);
    if (found) return found.name;
  }
  return key;
}
