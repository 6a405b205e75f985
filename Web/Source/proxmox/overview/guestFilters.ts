import type { Facet } from "../../filter/facets.ts";
import { type Guest, type GuestKind, guestKindWords } from "../../resources/guest.ts";
import { stateRank } from "../../resources/state.ts";
import type { Grouping } from "../../table/grouping.ts";
import { byName } from "../../table/naturalOrder.ts";

const statuses = ["running", "attention", "stopped"] as const;

function statusOf(guest: Guest): (typeof statuses)[number] {
  return guest.state === "running" || guest.state === "stopped" ? guest.state : "attention";
}

const types: Readonly<Record<string, string>> = { ...guestKindWords, template: "Templates" };

export const guestFacets: readonly Facet<Guest>[] = [
  { key: "status", name: "Status", of: (guest) => [statusOf(guest)], title: (value) => `${value[0]?.toUpperCase()}${value.slice(1)}`, values: statuses },
  { key: "type", name: "Type", of: (guest) => [guest.template ? "template" : guest.kind], title: (value) => types[value] ?? value, values: Object.keys(types) },
  { key: "node", name: "Node", of: (guest) => [guest.nodeId ?? guest.node], title: (value, guest) => guest?.node ?? value },
  { key: "cluster", name: "Cluster", of: (guest) => [guest.cluster || guest.instance] },
  { key: "pool", name: "Pool", of: (guest) => [guest.pool] },
  { key: "tag", name: "Tag", of: (guest) => guest.tags },
  { key: "os", name: "System", of: (guest) => [guest.system] },
];

const kinds: Readonly<Record<GuestKind, number>> = { vm: 0, lxc: 1, oci: 2 };

/** What needs attention first, then virtual machines, containers, and by name. */
export function usualOrder(left: Guest, right: Guest): number {
  return stateRank(left.state) - stateRank(right.state) || kinds[left.kind] - kinds[right.kind] || byName(left, right);
}

export const groupings: readonly Grouping<Guest>[] = [
  { key: "node", name: "Node", of: (guest) => guest.nodeId ?? guest.node, title: (_, rows) => rows[0]?.node ?? "" },
  { key: "cluster", name: "Cluster", of: (guest) => guest.cluster || guest.instance, none: "Standalone" },
  { key: "pool", name: "Pool", of: (guest) => guest.pool, none: "Without a pool" },
  { key: "tag", name: "Tag", of: (guest) => guest.tags[0] ?? "", none: "Without a tag" },
];
