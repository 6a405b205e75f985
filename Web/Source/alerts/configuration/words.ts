import type { Json } from "../../live/mergePatch.ts";
import { isObject } from "../../live/mergePatch.ts";
import { kindOf, quantity } from "../alertTypes.ts";
import { pairOf } from "./validation.ts";

const sections: Readonly<Record<string, string>> = {
  guestDefaults: "Guests",
  nodeDefaults: "Nodes",
  agentDefaults: "Machines",
  pbsDefaults: "Backup servers",
  pmgDefaults: "Mail gateway",
  dockerDefaults: "Containers",
  kubernetesDefaults: "Kubernetes",
  truenasDefaults: "TrueNAS",
  truenasDiskDefaults: "TrueNAS disks",
  vmwareDefaults: "vSphere",
  storageDefault: "Storage",
  diskTempByType: "Disk temperature",
  diskFillByType: "Disk usage",
  snapshotDefaults: "Snapshots",
  backupDefaults: "Backups",
  timeThresholds: "Delay",
  metricTimeThresholds: "Delay",
  customRules: "Custom rules",
  autoAcknowledgeAfterHours: "Acknowledge by itself after hours",
  maxAcknowledgedAgeDays: "Forget acknowledged after days",
  maxAlertAgeDays: "Close stale after days",
  hysteresisMargin: "Usual distance of clear",
  minimumDelta: "Smallest change",
  suppressionWindow: "Suppression window",
  schedule: "Schedule",
};

/** A path of the configuration as people read it: "Guests: CPU". `nameOf` names the resource of an override. */
export function pathWords(path: readonly string[], nameOf: (key: string) => string = (key) => key): string {
  const [first = "", ...rest] = path;
  if (first === "overrides") return `${nameOf(rest[0] ?? "")}${rest.length > 1 ? `: ${rest.slice(1).map(spaced).join(" ")}` : ""}`;
  const section = sections[first];
  if (section === undefined) return [first, ...rest].map(spaced).join(": ");
  return rest.length === 0 ? section : `${section}: ${rest.map(spaced).join(" ")}`;
}

const words: Readonly<Record<string, string>> = { cpu: "CPU", quietHours: "quiet hours", poweredOffSeverity: "powered off", disableConnectivity: "reachability off", disabled: "all alerts off" };

export function spaced(key: string): string {
  if (words[key] !== undefined) return words[key];
  if (kindOf(key).unit !== undefined) return kindOf(key).word;
  const text = key.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll(/[-_]/g, " ").toLowerCase().replace(/gi b$/, "GiB").replace(/^disable all /, "no alerts of ");
  return text;
}

/** A value as people read it; `key` says its unit. */
export function valueWords(value: Json | undefined, key: string): string {
  if (value === undefined || value === null) return "as the defaults";
  const pair = pairOf(value);
  const unit = kindOf(key).unit ?? "";
  if (pair) return pair.trigger <= 0 ? "off" : `${quantity(pair.trigger, unit)} (over at ${quantity(pair.clear, unit)})`;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.every((each) => !isObject(each)) ? value.join(", ") : value.every((each) => isObject(each) && typeof each.name === "string") ? value.map((each) => isObject(each) ? `“${each.name}”` : "").join(", ") : `${value.length} entries`;
  if (isObject(value)) return "changed";
  return String(value) === "" ? "empty" : String(value);
}
