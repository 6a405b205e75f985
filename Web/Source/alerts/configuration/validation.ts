import { isObject, type JsonObject } from "../../live/mergePatch.ts";
import { isZone, minutesOf } from "../schedule/quietHours.ts";
import { valueAt } from "./difference.ts";

/** What is wrong with a configuration, by path. */
export type Problems = ReadonlyMap<string, string>;

export interface Pair {
  readonly trigger: number;
  readonly clear: number;
}

export function pairOf(value: unknown): Pair | null {
  return isObject(value) && typeof value.trigger === "number" ? { trigger: value.trigger, clear: typeof value.clear === "number" ? value.clear : 0 } : null;
}

const percents = new Set(["cpu", "memory", "disk", "usage"]);

export function pairProblem(metric: string, pair: Pair): string | null {
  if (pair.trigger === 0) return null;
  if (!Number.isFinite(pair.trigger) || !Number.isFinite(pair.clear) || pair.trigger < 0) return "A number is needed.";
  if (pair.clear >= pair.trigger) return "Clear must be below the trigger.";
  if (percents.has(metric) && (pair.trigger > 100 || pair.trigger < 1)) return "Between 1 and 100 %.";
  if (/emp/.test(metric) && (pair.trigger > 150 || pair.trigger < 1)) return "Between 1 and 150 °C.";
  return null;
}

const ordered: readonly (readonly [warning: readonly string[], critical: readonly string[]])[] = [
  [["snapshotDefaults", "warningDays"], ["snapshotDefaults", "criticalDays"]],
  [["snapshotDefaults", "warningSizeGiB"], ["snapshotDefaults", "criticalSizeGiB"]],
  [["backupDefaults", "warningDays"], ["backupDefaults", "criticalDays"]],
  [["backupDefaults", "freshHours"], ["backupDefaults", "staleHours"]],
  [["dockerDefaults", "memoryWarnPct"], ["dockerDefaults", "memoryCriticalPct"]],
  [["dockerDefaults", "serviceWarnGapPercent"], ["dockerDefaults", "serviceCriticalGapPercent"]],
  ...[["queueTotalWarning", "queueTotalCritical"], ["oldestMessageWarnMins", "oldestMessageCritMins"], ["deferredQueueWarn", "deferredQueueCritical"], ["holdQueueWarn", "holdQueueCritical"], ["quarantineSpamWarn", "quarantineSpamCritical"], ["quarantineVirusWarn", "quarantineVirusCritical"], ["quarantineGrowthWarnPct", "quarantineGrowthCritPct"], ["quarantineGrowthWarnMin", "quarantineGrowthCritMin"]]
    .map(([warning, critical]) => [["pmgDefaults", String(warning)], ["pmgDefaults", String(critical)]] as const),
];

export function problemsIn(config: JsonObject): Problems {
  const found = new Map<string, string>();
  const pairs = (value: unknown, path: string) => {
    if (!isObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      const pair = pairOf(inner);
      const problem = pair ? pairProblem(path.endsWith("diskTempByType") ? "temperature" : path.endsWith("diskFillByType") ? "usage" : key, pair) : null;
      if (problem) found.set(`${path}.${key}`, problem);
    }
  };
  for (const [key, value] of Object.entries(config)) {
    if (/Defaults$|ByType$/.test(key)) pairs(value, key);
    const pair = pairOf(value);
    const problem = pair ? pairProblem("usage", pair) : null;
    if (problem) found.set(key, problem);
  }
  for (const [key, value] of Object.entries(isObject(config.overrides) ? config.overrides : {})) pairs(value, `overrides.${key}`);
  for (const [warning, critical] of ordered) {
    const low = valueAt(config, warning), high = valueAt(config, critical);
    for (const [path, value] of [[warning, low], [critical, high]] as const) {
      if (value !== undefined && value !== null && (typeof value !== "number" || value < 0)) found.set(path.join("."), "Zero or more.");
    }
    if (typeof low === "number" && typeof high === "number" && high > 0 && high < low) found.set(critical.join("."), "Critical must not be below warning.");
  }
  const quiet = valueAt(config, ["schedule", "quietHours"]);
  if (isObject(quiet) && quiet.enabled === true) {
    for (const key of ["start", "end"]) if (minutesOf(String(quiet[key] ?? "")) === null) found.set(`schedule.quietHours.${key}`, "A time such as 22:00.");
    if (!isZone(String(quiet.timezone ?? ""))) found.set("schedule.quietHours.timezone", "Not a time zone.");
    if (isObject(quiet.days) && !Object.values(quiet.days).includes(true)) found.set("schedule.quietHours.days", "Choose a day.");
  }
  const levels = valueAt(config, ["schedule", "escalation", "levels"]);
  if (Array.isArray(levels)) {
    levels.forEach((level, index) => {
      const after = isObject(level) ? level.after : null, before = isObject(levels[index - 1]) ? (levels[index - 1] as JsonObject).after : 0;
      if (typeof after !== "number" || after <= 0) found.set(`schedule.escalation.levels.${index}`, "Minutes are needed.");
      else if (typeof before === "number" && after <= before) found.set(`schedule.escalation.levels.${index}`, "Later than the step before.");
    });
  }
  return found;
}
