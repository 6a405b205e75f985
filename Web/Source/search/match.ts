import type { Expression, Operator } from "./query.ts";

/** What a search can see of a row: one lower-case text, named texts, numbers and flags. */
export interface Searchable {
  readonly text: string;
  /** Lower-case texts of a field; `null` when rows of this kind have no such field. */
  readonly field: (name: string) => readonly string[] | null;
  readonly number: (name: string) => number | null;
  readonly flag: (name: string) => boolean;
}

export function matches(expression: Expression | null, row: Searchable): boolean {
  if (expression === null) return true;
  switch (expression.kind) {
    case "word":
      return row.text.includes(expression.text);
    case "field":
      return matchesField(row.field(expression.field) ?? [], expression.text);
    case "compare":
      return compares(row.number(expression.field), expression.operator, expression.value);
    case "flag":
      return row.flag(expression.flag);
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
