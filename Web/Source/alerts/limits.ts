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
  const usual = new Map<Place, Limit | null>();
  const usualOf = (place: Place, kind: Graded): Limit | null => {
    const known = usual.get(place);
    if (known !== undefined) return known;
    const given = pairAt(valueAt(config, place.path), margin);
    const found = given === undefined ? factoryLimits(kind, undefined) : given;
    usual.set(place, found);
    return found;
  };
  return (kind, resource) => {
    const place = placeOf(kind, resource);
    const own = resource && pairAt(overrideOf(resource)?.[place.metric], margin);
    return own === undefined ? usualOf(place, kind) : own;
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

/** `null` is switched off, `undefined` not set. */
function pairAt(value: Json | undefined, margin: number): Limit | null | undefined {
  const pair = pairOf(value);
  if (!pair) return undefined;
  return pair.trigger <= 0 ? null : [pair.clear > 0 ? pair.clear : pair.trigger - margin, pair.trigger];
}

/** The name of a metric in overrides, and where its pair is among the defaults. */
interface Place {
  readonly metric: string;
  readonly path: readonly string[];
}

const loads = (section: string) => ({
  cpu: { metric: "cpu", path: [section, "cpu"] },
  memory: { metric: "memory", path: [section, "memory"] },
  disk: { metric: "disk", path: [section, "disk"] },
});
const guests = loads("guestDefaults"), nodes = loads("nodeDefaults"), machines = loads("agentDefaults");

const places: Readonly<Record<Exclude<Graded, keyof typeof guests>, Place>> = {
  storage: { metric: "usage", path: ["storageDefault"] },
  temperature: { metric: "temperature", path: ["nodeDefaults", "temperature"] },
  "nvme temperature": { metric: "diskTemperature", path: ["diskTempByType", "nvme"] },
  "sas temperature": { metric: "diskTemperature", path: ["diskTempByType", "sas"] },
  "disk temperature": { metric: "diskTemperature", path: ["diskTempByType", "sata"] },
};

function placeOf(kind: Graded, resource: Resource | undefined): Place {
  if (kind !== "cpu" && kind !== "memory" && kind !== "disk") return places[kind];
  const host = resource?.type === "agent" || resource?.type === "node";
  return (host ? resource.proxmox ? nodes : machines : guests)[kind];
}
