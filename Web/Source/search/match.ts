import type { Machine } from "../resources/machine.ts";
import type { Expression, Operator } from "./query.ts";

/** What a search can see of a row: one lower-case text, named texts, numbers and flags. */
export interface Searchable {
  readonly text: string;
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly numbers: Readonly<Record<string, number | null>>;
  readonly flags: ReadonlySet<string>;
}

export function matches(expression: Expression | null, row: Searchable): boolean {
  if (expression === null) return true;
  switch (expression.kind) {
    case "word":
      return row.text.includes(expression.text);
    case "field":
      return matchesField(row.fields[expression.field] ?? [], expression.text);
    case "compare":
      return compares(row.numbers[expression.field], expression.operator, expression.value);
    case "flag":
      return row.flags.has(expression.flag);
    case "not":
      return !matches(expression.term, row);
    case "all":
      return expression.terms.every((term) => matches(term, row));
    case "any":
      return expression.terms.some((term) => matches(term, row));
  }
}

function matchesField(values: readonly string[], wanted: string): boolean {
  if (wanted === "none") return values.every((value) => value === "");
  if (!wanted.includes("*")) return values.some((value) => value.includes(wanted));
  const pattern = new RegExp(`^${wanted.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`);
  return values.some((value) => pattern.test(value));
}

/** An unknown number satisfies no comparison. */
function compares(value: number | null | undefined, operator: Operator, limit: number): boolean {
  if (value === null || value === undefined) return false;
  switch (operator) {
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case "=":
      return Math.abs(value - limit) <= 0.5;
  }
}

const known = new WeakMap<Machine, Searchable>();

export function searchableMachine(machine: Machine): Searchable {
  const made = known.get(machine);
  if (made) return made;
  const agent = machine.resource.agent ?? {};
  const lower = (values: readonly (string | undefined)[]) => values.map((value) => (value ?? "").toLowerCase());
  const fields = {
    name: lower([machine.name, agent.hostname]),
    host: lower([machine.name, agent.hostname]),
    os: lower([machine.system]),
    status: [machine.state as string],
    ip: lower(machine.addresses),
    mac: lower((agent.networkInterfaces ?? []).map((card) => card.mac)),
    tag: lower(machine.tags),
    kernel: lower([agent.kernelVersion]),
    arch: lower([agent.architecture]),
    agent: lower([agent.agentVersion, agent.agentId]),
    type: ["machine"],
  };
  const searchable: Searchable = {
    text: [...new Set(Object.values(fields).flat())].concat(machine.id).join("\n"),
    fields,
    numbers: {
      cpu: machine.cpu,
      memory: machine.memory,
      disk: machine.disk,
      temp: machine.temperature,
      load: machine.load,
      uptime: machine.uptime,
      netin: machine.netIn,
      netout: machine.netOut,
      diskread: machine.diskRead,
      diskwrite: machine.diskWrite,
    },
    flags: new Set([machine.state]),
  };
  known.set(machine, searchable);
  return searchable;
}
