import type { Guest, GuestKind } from "../../resources/guest.ts";
import { byName } from "../../table/naturalOrder.ts";
import type { Grouping } from "../../table/grouping.ts";
import { stateRank } from "../../resources/state.ts";

export type StatusFilter = "running" | "attention" | "stopped";

export function needsAttention(guest: Guest): boolean {
  return guest.state !== "running" && guest.state !== "stopped";
}

export function hasStatus(guest: Guest, wanted: StatusFilter): boolean {
  switch (wanted) {
    case "running":
      return guest.state === "running";
    case "stopped":
      return guest.state === "stopped";
    case "attention":
      return needsAttention(guest);
  }
}

/** Filters of the address; a value that is none is left out. */
export interface GuestFilters {
  readonly type: GuestKind | null;
  readonly status: StatusFilter | null;
  readonly tag: string | null;
  readonly node: string | null;
  readonly pool: string | null;
}

export function readFilters(query: URLSearchParams): GuestFilters {
  const type = query.get("type"), status = query.get("status");
  return {
    type: type === "vm" || type === "lxc" || type === "oci" ? type : null,
    status: status === "running" || status === "attention" || status === "stopped" ? status : null,
    tag: query.get("tag"),
    node: query.get("node"),
    pool: query.get("pool"),
  };
}

/** Everything but the status, which is counted by its chips. */
export function passes(guest: Guest, filters: GuestFilters): boolean {
  return (filters.type === null || guest.kind === filters.type) &&
    (filters.tag === null || guest.tags.includes(filters.tag)) &&
    (filters.node === null || guest.nodeId === filters.node || guest.node === filters.node) &&
    (filters.pool === null || guest.pool === filters.pool);
}

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
