import { session } from "../access/session.ts";
import { isObject, type Json, type JsonObject } from "../live/mergePatch.ts";
import type { Resource } from "../resources/resource.ts";
import { backupAges, factoryBackupAges, factoryLimits, type Graded, type Limit, type Limits, limits, muted } from "../resources/severity.ts";
import { valueAt } from "./configuration/difference.ts";
import { alertConfig, loadConfig } from "./configuration/store.ts";
import { pairOf } from "./configuration/validation.ts";
import { overrideKeys } from "./overrides/keys.ts";

/** Others may change the thresholds too. */
const readEvery = 5 * 60_000;

/** Bars and numbers take the colours of the thresholds: read once somebody is signed in, and followed when they change. */
export function watchLimits(): void {
  alertConfig.subscribe(() => alertConfig.value.stored && take(alertConfig.value.stored));
  session.subscribe(() => {
    if (session.value.phase === "open" && alertConfig.value.stored === null) void loadConfig();
  });
  setInterval(() => {
    if (session.value.phase === "open" && !document.hidden) void loadConfig();
  }, readEvery);
}

let taken: JsonObject | null = null;

function take(config: JsonObject): void {
  if (config === taken) return;
  taken = config;
  limits.set(limitsOf(config));
  muted.set(mutedOf(config));
  const hours = (key: string, usual: number) => Number(valueAt(config, ["backupDefaults", key])) || usual;
  backupAges.set({ fresh: hours("freshHours", factoryBackupAges.fresh), stale: hours("staleHours", factoryBackupAges.stale) });
}

/** Of which resources a configuration raises no alerts. */
export function mutedOf(config: JsonObject): (resource: Resource) => boolean {
  const overrideOf = overridesIn(config);
  return (resource) => overrideOf(resource)?.disabled === true;
}

/** The limits of a configuration: of the resource where it has its own, else of its kind. */
export function limitsOf(config: JsonObject): Limits {
  const overrideOf = overridesIn(config);
  const margin = typeof config.hysteresisMargin === "number" ? config.hysteresisMargin : 5;
  return (kind, resource) => {
    const [metric, path] = placeOf(kind, resource);
    const given = pairAt(resource && overrideOf(resource)?.[metric], margin) ?? pairAt(valueAt(config, path), margin);
    return given === undefined ? factoryLimits(kind, resource) : given === "off" ? null : given;
  };
}

/** What is set for a single resource; looked for once in each. */
function overridesIn(config: JsonObject): (resource: Resource) => JsonObject | null {
  const overrides = isObject(config.overrides) ? config.overrides : {};
  if (Object.keys(overrides).length === 0) return () => null;
  const own = new WeakMap<Resource, JsonObject | null>();
  return (resource) => {
    const known = own.get(resource);
    if (known !== undefined) return known;
    const found = overrideKeys(resource).map((key) => overrides[key]).find(isObject) ?? null;
    own.set(resource, found);
    return found;
  };
}

function pairAt(value: Json | undefined, margin: number): Limit | "off" | undefined {
  const pair = pairOf(value);
  if (!pair) return undefined;
  if (pair.trigger <= 0) return "off";
  return [pair.clear > 0 ? pair.clear : pair.trigger - margin, pair.trigger];
}

/** The name of a metric in overrides, and where its pair is among the defaults. */
function placeOf(kind: Graded, resource: Resource | undefined): readonly [metric: string, path: readonly string[]] {
  switch (kind) {
    case "storage":
      return ["usage", ["storageDefault"]];
    case "temperature":
      return ["temperature", ["nodeDefaults", "temperature"]];
    case "nvme temperature":
      return ["diskTemperature", ["diskTempByType", "nvme"]];
    case "sas temperature":
      return ["diskTemperature", ["diskTempByType", "sas"]];
    case "disk temperature":
      return ["diskTemperature", ["diskTempByType", "sata"]];
    default:
      return [kind, [sectionOf(resource), kind]];
  }
}

function sectionOf(resource: Resource | undefined): string {
  if (resource?.type === "agent" || resource?.type === "node") return resource.proxmox ? "nodeDefaults" : "agentDefaults";
  return "guestDefaults";
}
