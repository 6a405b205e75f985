import { isObject, type Json, type JsonObject } from "../../live/mergePatch.ts";
import { type Pair, pairOf, pairProblem } from "../configuration/validation.ts";
import { type Conditions, type Filter, toSearch } from "./conditions.ts";

/** A rule of the configuration: thresholds for every guest that fits its conditions. */
export interface CustomRule {
  readonly id: string;
  readonly name: string;
  readonly conditions: Conditions;
  /** The conditions as a search; `null` when they cannot be written as one: then the rule is only shown. */
  readonly search: string | null;
  readonly thresholds: JsonObject;
  readonly priority: number;
  readonly enabled: boolean;
  /** As it is stored; what the editor does not know stays in it. */
  readonly stored: JsonObject;
}

export const ruleMetrics = ["cpu", "memory", "disk", "diskRead", "diskWrite", "networkIn", "networkOut"] as const;

export function readRules(config: JsonObject): readonly CustomRule[] {
  return (Array.isArray(config.customRules) ? config.customRules : []).filter(isObject).map((stored, index) => {
    const conditions = readConditions(stored.filterConditions);
    return {
      id: typeof stored.id === "string" && stored.id !== "" ? stored.id : `rule-${index + 1}`,
      name: typeof stored.name === "string" ? stored.name : "",
      conditions,
      search: toSearch(conditions),
      thresholds: isObject(stored.thresholds) ? stored.thresholds : {},
      priority: typeof stored.priority === "number" ? stored.priority : 0,
      enabled: stored.enabled !== false,
      stored,
    };
  });
}

function readConditions(given: Json | undefined): Conditions {
  const conditions = isObject(given) ? given : {};
  const filters = Array.isArray(conditions.filters) ? conditions.filters.filter(isObject) : [];
  return {
    filters: filters.map((filter): Filter => ({
      type: filter.type === "metric" || filter.type === "text" ? filter.type : "raw",
      field: String(filter.field ?? ""),
      operator: String(filter.operator ?? ""),
      value: typeof filter.value === "number" ? filter.value : String(filter.value ?? ""),
      ...(filter.rawText ? { rawText: String(filter.rawText) } : {}),
    })),
    logicalOperator: conditions.logicalOperator === "OR" ? "OR" : "AND",
  };
}

export interface RuleDraft {
  readonly name: string;
  readonly conditions: Conditions;
  readonly thresholds: JsonObject;
  readonly priority: number;
  readonly enabled: boolean;
}

/** The rule as it is to be stored. A new one gets an id of the moment it was made. */
export function writtenRule(draft: RuleDraft, stored: JsonObject | null, now: number): JsonObject {
  const moment = new Date(now).toISOString();
  return {
    ...(stored ?? { id: `rule-${now.toString(36)}`, notifications: { email: { enabled: false, recipients: [] }, webhook: { enabled: false, url: "" } }, createdAt: moment }),
    name: draft.name.trim(),
    filterConditions: draft.conditions as unknown as JsonObject,
    thresholds: draft.thresholds,
    priority: draft.priority,
    enabled: draft.enabled,
    updatedAt: moment,
  };
}

/** Why a rule cannot be stored; `null` when it can. */
export function ruleProblem(draft: RuleDraft): string | null {
  if (draft.name.trim() === "") return "A name is needed.";
  for (const metric of ruleMetrics) {
    const pair: Pair | null = pairOf(draft.thresholds[metric]);
    const problem = pair ? pairProblem(metric, pair) : null;
    if (problem) return problem;
  }
  return Object.keys(draft.thresholds).length === 0 ? "It changes nothing yet: set a threshold." : null;
}
