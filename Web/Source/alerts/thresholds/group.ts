import type { Estate } from "../../estate/estate.ts";
import { isObject, type JsonObject } from "../../live/mergePatch.ts";
import { valueAt } from "../configuration/difference.ts";
import { type Pair, pairOf } from "../configuration/validation.ts";
import type { OverrideKind } from "../overrides/overridables.ts";

/** A kind of resource with its thresholds, as one page of the form. */
export interface Group {
  readonly key: string;
  readonly name: string;
  /** Where the pairs are; empty for a group whose pairs stand by themselves. */
  readonly section: string | null;
  readonly metrics: readonly string[];
  /** Switches that stop alerts: of the whole family, or only of its reachability. */
  readonly switches?: readonly (readonly [key: string, label: string])[];
  readonly severity?: "guestDefaults" | "dockerDefaults";
  readonly numbers?: readonly NumberField[];
  readonly lists?: readonly ListField[];
  readonly flags?: readonly (readonly [path: readonly string[], label: string])[];
  /** What overrides are offered for, and which of its metrics they can set. */
  readonly overrides?: OverrideKind;
  readonly overrideMetrics?: readonly string[];
  /** Where the pair of an override's metric comes from while it is not set. */
  readonly inherits?: readonly string[];
  readonly present: (estate: Estate) => boolean;
  /** How long something has to last: the kind in `timeThresholds`, its name, and the kinds whose seconds count while it has none. */
  readonly delays?: readonly (readonly [type: string, name: string, fallbacks?: readonly string[]])[];
  /** A sentence on what is special. */
  readonly about?: string;
}

export interface NumberField {
  readonly path: readonly string[];
  readonly label: string;
  readonly unit: string;
  readonly hint?: string;
}

export interface ListField {
  readonly path: readonly string[];
  readonly label: string;
  readonly hint: string;
}

/** The path of a metric's pair in the defaults. */
export function pairPath(group: Group, metric: string): readonly string[] {
  return group.section === null ? [metric] : [group.section, metric];
}

/** The metrics an override of the group can set. */
export function overrideMetrics(group: Group): readonly string[] {
  return group.overrideMetrics ?? group.metrics;
}

/** What an override's metric is while nothing is set: the defaults of the group, or of the kind it belongs to. */
export function inheritedPair(group: Group, config: JsonObject, metric: string): Pair {
  const section = group.inherits?.[0] ?? group.section;
  const path = section === null ? ["storageDefault"] : [section, metric];
  return pairOf(valueAt(config, path)) ?? { trigger: 0, clear: 0 };
}

/** Something of this group was set, even if nothing of it is here now. */
export function isConfigured(group: Group, config: JsonObject): boolean {
  if ((group.switches ?? []).some(([key]) => config[key] === true)) return true;
  return group.key === "containers" && isObject(config.overrides) && Object.keys(config.overrides).some((key) => key.startsWith("docker:"));
}
