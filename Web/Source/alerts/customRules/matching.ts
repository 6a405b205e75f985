import type { Guest } from "../../resources/guest.ts";
import type { Conditions, Filter } from "./conditions.ts";
import type { CustomRule } from "./rule.ts";

/** Whether a rule concerns a guest, as the server decides it: a figure that is unknown fits no condition. */
export function fits({ filters, logicalOperator }: Conditions, guest: Guest): boolean {
  if (filters.length === 0) return true;
  return logicalOperator === "OR" ? filters.some((filter) => one(filter, guest)) : filters.every((filter) => one(filter, guest));
}

const tolerance = 0.5;
const megabyte = 1024 ** 2;

function one(filter: Filter, guest: Guest): boolean {
  if (filter.type !== "metric") {
    const wanted = String(filter.type === "raw" ? filter.rawText || filter.value : filter.value).toLowerCase();
    return textsOf(filter.type === "raw" ? "" : filter.field.toLowerCase(), guest).some((text) => text.toLowerCase().includes(wanted));
  }
  const figure = figureOf(filter.field.toLowerCase(), guest), limit = Number(filter.value);
  if (figure === null) return false;
  switch (filter.operator) {
    case ">":
      return figure > limit;
    case "<":
      return figure < limit;
    case ">=":
      return figure >= limit;
    case "<=":
      return figure <= limit;
    default:
      return Math.abs(figure - limit) <= tolerance;
  }
}

function figureOf(field: string, guest: Guest): number | null {
  const rate = (value: number | null) => value === null ? null : value / megabyte;
  switch (field) {
    case "cpu":
      return guest.cpu;
    case "memory":
      return guest.memory;
    case "disk":
      return guest.disk;
    case "diskread":
      return rate(guest.diskRead);
    case "diskwrite":
      return rate(guest.diskWrite);
    case "networkin":
      return rate(guest.netIn);
    case "networkout":
      return rate(guest.netOut);
    default:
      return null;
  }
}

function textsOf(field: string, guest: Guest): readonly string[] {
  const { resource } = guest, facet = resource.proxmox ?? {};
  const named: Readonly<Record<string, readonly (string | undefined)[]>> = {
    name: [resource.name],
    node: [facet.nodeName, facet.nodeDisplayName],
    vmid: [facet.vmid === undefined ? undefined : String(facet.vmid), facet.sourceId, resource.id],
    status: [facet.runtimeStatus ?? resource.status],
    type: [resource.type, resource.technology],
    tags: resource.tags ?? [],
    pool: [facet.pool],
    instance: [facet.instance],
    os: [facet.osName],
  };
  const aliases: Readonly<Record<string, string>> = { id: "vmid", tag: "tags", osname: "os" };
  const list = field === ""
    ? [resource.name, facet.nodeName, facet.vmid === undefined ? undefined : String(facet.vmid), facet.runtimeStatus, resource.technology, resource.type, facet.pool, facet.instance, facet.osName, ...resource.tags ?? []]
    : named[aliases[field] ?? field] ?? [];
  return list.filter((text): text is string => text !== undefined);
}

export interface Coverage {
  /** Guests that fit. */
  readonly matches: number;
  /** Guests whose thresholds come from it: no rule of higher priority fits them. */
  readonly applies: number;
}

/** What every rule is for now. The one with the highest priority that fits counts; of equals the first in the list. */
export function coverage(rules: readonly CustomRule[], guests: readonly Guest[]): ReadonlyMap<string, Coverage> {
  const counts = new Map(rules.map((rule) => [rule.id, { matches: 0, applies: 0 }]));
  const inTurn = byPriority(rules);
  for (const guest of guests) {
    let taken = false;
    for (const rule of inTurn) {
      if (!fits(rule.conditions, guest)) continue;
      const known = counts.get(rule.id);
      if (!known) continue;
      known.matches += 1;
      if (rule.enabled && !taken) {
        known.applies += 1;
        taken = true;
      }
    }
  }
  return counts;
}

export function byPriority(rules: readonly CustomRule[]): readonly CustomRule[] {
  return [...rules].sort((left, right) => right.priority - left.priority);
}
