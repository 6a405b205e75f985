import type { Expression, Term } from "../../search/query.ts";
import { parseQuery } from "../../search/query.ts";

/** One condition of a rule as the server keeps it. */
export interface Filter {
  readonly type: "metric" | "text" | "raw";
  readonly field: string;
  readonly operator: string;
  readonly value: number | string;
  readonly rawText?: string;
}

export interface Conditions {
  readonly filters: readonly Filter[];
  readonly logicalOperator: "AND" | "OR";
}

/** Names of figures in the search language, by the server's name; rates are bytes here and MB/s there. */
const figures: Readonly<Record<string, string>> = { cpu: "cpu", memory: "memory", mem: "memory", disk: "disk", diskread: "diskRead", diskwrite: "diskWrite", netin: "networkIn", netout: "networkOut" };
const searchNames: Readonly<Record<string, string>> = { cpu: "cpu", memory: "memory", disk: "disk", diskread: "diskRead", diskwrite: "diskWrite", networkin: "netIn", networkout: "netOut" };
const rates = new Set(["diskRead", "diskWrite", "networkIn", "networkOut"]);
const megabyte = 1024 ** 2;
const texts: Readonly<Record<string, string>> = { name: "name", node: "node", host: "node", vmid: "vmid", status: "status", type: "type", tag: "tags", pool: "pool", os: "os", instance: "instance" };

export type Translation = { readonly conditions: Conditions } | { readonly problem: string };

/** What a search means as the conditions of a rule, or why a rule cannot express it. Nothing searched for is every guest. */
export function toConditions(text: string): Translation {
  const { expression, hint } = parseQuery(text);
  if (hint) return { problem: hint };
  if (expression === null) return { conditions: { filters: [], logicalOperator: "AND" } };
  const join = expression.kind === "any" ? "OR" : "AND";
  const terms = expression.kind === "any" || expression.kind === "all" ? flattened(expression, expression.kind) : [expression];
  const filters: Filter[] = [];
  for (const term of terms) {
    const filter = filterOf(term);
    if (typeof filter === "string") return { problem: filter };
    filters.push(filter);
  }
  return { conditions: { filters, logicalOperator: filters.length < 2 ? "AND" : join } };
}

function flattened(expression: Expression, kind: "all" | "any"): readonly Expression[] {
  return expression.kind === kind ? expression.terms.flatMap((term) => flattened(term, kind)) : [expression];
}

function filterOf(term: Term): Filter | string {
  switch (term.kind) {
    case "word":
      return { type: "raw", field: "", operator: "contains", value: "", rawText: term.text };
    case "field": {
      const field = texts[term.field];
      if (field === undefined) return `Rules do not know “${term.field}:”. They know ${Object.keys(texts).join(", ")}.`;
      if (term.text === "none" || term.text.includes("*")) return `Rules look for a part of the text; “${term.field}:${term.text}” is more than that.`;
      return { type: "text", field, operator: "contains", value: term.text };
    }
    case "compare": {
      const field = figures[term.field];
      if (field === undefined) return `Rules do not know “${term.field}”. They know cpu, memory, disk, diskRead, diskWrite, netIn and netOut.`;
      return { type: "metric", field, operator: term.operator, value: rates.has(field) ? term.value / megabyte : term.value };
    }
    case "not":
      return "A rule cannot exclude.";
    case "flag":
      return `Rules do not know “is:” and “has:”.`;
    case "all":
    case "any":
      return "A rule joins its conditions either all by AND or all by OR.";
  }
}

/** The search that means these conditions; `null` when there is none, so that the rule is better left alone. */
export function toSearch(conditions: Conditions): string | null {
  const parts = conditions.filters.map(termOf);
  if (parts.includes(null)) return null;
  const text = parts.join(conditions.logicalOperator === "OR" ? " OR " : " ");
  const back = toConditions(text);
  return "conditions" in back && sameConditions(back.conditions, conditions) ? text : null;
}

function termOf(filter: Filter): string | null {
  const value = String(filter.type === "raw" ? filter.rawText || filter.value : filter.value);
  const plain = /^[\w.][\w.-]*$/.test(value) && value !== "AND" && value !== "OR" ? value : `"${value}"`;
  switch (filter.type) {
    case "raw":
      return value === "" ? null : plain;
    case "text": {
      const name = Object.entries(texts).find(([name, field]) => field === fieldName(filter.field) && name !== "host")?.[0];
      return name === undefined || value === "" ? null : `${name}:${plain}`;
    }
    case "metric": {
      const name = searchNames[filter.field.toLowerCase()];
      return name === undefined || typeof filter.value !== "number" ? null : `${name}${operatorOf(filter)}${filter.value}${name.startsWith("net") || /^disk(Read|Write)/.test(name) ? "MB" : ""}`;
    }
  }
}

/** The server takes several names for the same. */
function fieldName(field: string): string {
  const name = field.toLowerCase();
  return name === "tag" ? "tags" : name === "id" ? "vmid" : name === "osname" ? "os" : name;
}

function operatorOf(filter: Filter): string {
  if (filter.type !== "metric") return "contains";
  return filter.operator === "==" || filter.operator === "contains" ? "=" : filter.operator;
}

function sameConditions(left: Conditions, right: Conditions): boolean {
  if (left.filters.length !== right.filters.length || left.filters.length > 1 && left.logicalOperator !== right.logicalOperator) return false;
  const key = (filter: Filter) => [filter.type, fieldName(filter.field), operatorOf(filter), String(filter.type === "raw" ? filter.rawText || filter.value : filter.value).toLowerCase()].join("\0");
  return left.filters.every((filter, index) => key(filter) === key(right.filters[index] ?? filter));
}

/** A condition in words, for rules that can only be shown. */
export function filterWords(filter: Filter): string {
  return filter.type === "raw" ? `“${filter.rawText || filter.value}” anywhere` : filter.type === "text" ? `${filter.field} contains “${filter.value}”` : `${filter.field} ${filter.operator} ${filter.value}`;
}
