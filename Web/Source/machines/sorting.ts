import { type Machine, machineStates } from "../resources/machine.ts";

export type SortKey = "attention" | "name" | "cpu" | "memory" | "disk" | "net" | "io" | "temperature" | "load" | "uptime";
export type SortOrder = "asc" | "desc";

export interface Sorting {
  readonly key: SortKey;
  readonly order: SortOrder;
}

export const attentionFirst: Sorting = { key: "attention", order: "asc" };

const natural = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Names in natural order: `node2` before `node10`. */
export function byName(left: Machine, right: Machine): number {
  return natural.compare(left.name, right.name) || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}

const numbers: Readonly<Record<Exclude<SortKey, "attention" | "name">, (machine: Machine) => number | null>> = {
  cpu: (machine) => machine.cpu,
  memory: (machine) => machine.memory,
  disk: (machine) => machine.disk,
  net: (machine) => sum(machine.netIn, machine.netOut),
  io: (machine) => sum(machine.diskRead, machine.diskWrite),
  temperature: (machine) => machine.temperature,
  load: (machine) => machine.load,
  uptime: (machine) => machine.uptime,
};

function sum(left: number | null, right: number | null): number | null {
  return left === null && right === null ? null : (left ?? 0) + (right ?? 0);
}

/** Sorted copy: missing values last in both directions, ties by name, then id. */
export function sorted(machines: readonly Machine[], { key, order }: Sorting): readonly Machine[] {
  const sign = order === "asc" ? 1 : -1;
  if (key === "name") return [...machines].sort((left, right) => sign * byName(left, right));
  if (key === "attention") {
    return [...machines].sort((left, right) => machineStates.indexOf(left.state) - machineStates.indexOf(right.state) || byName(left, right));
  }
  const value = numbers[key];
  return [...machines].sort((left, right) => {
    const a = value(left), b = value(right);
    if (a === null || b === null) return a === b ? byName(left, right) : a === null ? 1 : -1;
    return sign * (a - b) || byName(left, right);
  });
}

/** Header click: numbers start descending, text ascending; the second turns, the third returns to the default. */
export function nextSorting(current: Sorting, key: SortKey): Sorting {
  const first: SortOrder = key === "name" ? "asc" : "desc";
  if (current.key !== key) return { key, order: first };
  if (current.order === first) return { key, order: first === "asc" ? "desc" : "asc" };
  return attentionFirst;
}

export function readSorting(key: string | null, order: string | null): Sorting {
  const valid = key === "name" || (key !== null && Object.hasOwn(numbers, key));
  if (!valid) return attentionFirst;
  return { key: key as SortKey, order: order === "asc" || order === "desc" ? order : key === "name" ? "asc" : "desc" };
}
