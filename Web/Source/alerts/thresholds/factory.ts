import type { Json, JsonObject } from "../../live/mergePatch.ts";
import { type Change, changesBetween, valueAt } from "../configuration/difference.ts";
import type { Group } from "./group.ts";

const pair = (trigger: number, clear: number) => ({ trigger, clear });
const rates = { diskRead: pair(0, 0), diskWrite: pair(0, 0), networkIn: pair(0, 0), networkOut: pair(0, 0) };
const load = { cpu: pair(80, 75), memory: pair(85, 80) };

/** What a server has before anybody changes anything. */
export const factory: JsonObject = {
  enabled: true,
  guestDefaults: { poweredOffSeverity: "warning", ...load, disk: pair(90, 85), ...rates },
  nodeDefaults: { ...load, disk: pair(90, 85), temperature: pair(80, 75) },
  agentDefaults: { ...load, disk: pair(90, 85), diskTemperature: pair(55, 50) },
  pbsDefaults: load,
  kubernetesDefaults: { ...load, disk: pair(90, 85), ...rates },
  truenasDefaults: { ...load, disk: pair(85, 80), usage: pair(85, 80), temperature: pair(80, 75), ...rates },
  truenasDiskDefaults: { temperature: pair(55, 50) },
  vmwareDefaults: { ...load, disk: pair(90, 85), usage: pair(85, 80), ...rates },
  storageDefault: pair(85, 80),
  diskFillByType: { nvme: pair(92, 87), sata: pair(90, 85), hdd: pair(85, 80) },
  diskTempByType: { nvme: pair(70, 65), sas: pair(65, 60), sata: pair(55, 50) },
  dockerDefaults: {
    ...load, disk: pair(85, 80), restartCount: 3, restartWindow: 300, memoryWarnPct: 90, memoryCriticalPct: 95, serviceWarnGapPercent: 10, serviceCriticalGapPercent: 50,
    stateDisableConnectivity: false, statePoweredOffSeverity: "warning", updateAlertDelayHours: 24,
  },
  pmgDefaults: {
    queueTotalWarning: 500, queueTotalCritical: 1000, oldestMessageWarnMins: 30, oldestMessageCritMins: 60, deferredQueueWarn: 200, deferredQueueCritical: 500, holdQueueWarn: 100, holdQueueCritical: 300,
    quarantineSpamWarn: 2000, quarantineSpamCritical: 5000, quarantineVirusWarn: 2000, quarantineVirusCritical: 5000,
    quarantineGrowthWarnPct: 25, quarantineGrowthWarnMin: 250, quarantineGrowthCritPct: 50, quarantineGrowthCritMin: 500,
  },
  snapshotDefaults: { enabled: false, warningDays: 30, criticalDays: 45, warningSizeGiB: 0, criticalSizeGiB: 0 },
  backupDefaults: { enabled: false, warningDays: 7, criticalDays: 14, freshHours: 24, staleHours: 72, alertOrphaned: true, ignoreVMIDs: [] },
  minimumDelta: 2, suppressionWindow: 5, hysteresisMargin: 5, flappingEnabled: true, flappingWindowSeconds: 300, flappingThreshold: 5, flappingCooldownMinutes: 15,
  maxAlertAgeDays: 7, maxAcknowledgedAgeDays: 1, autoAcknowledgeAfterHours: 24,
};

/** Seconds that a kind of resource has before anybody changes them; kinds without an entry take those of a wider kind. */
const delays: Readonly<Record<string, number | undefined>> = Object.fromEntries(
  ["guest", "node", "agent", "storage", "pbs", "k8s-cluster", "k8s-node", "k8s-deployment", "k8s-namespace", "pod", "truenas-system", "truenas-pool", "truenas-dataset", "truenas-disk", "vmware-host", "vmware-vm", "vmware-datastore", "vmware-network"]
    .map((type) => [type, 5]),
);

/** What a reset of the group would change, value by value. Overrides of single resources stay. */
export function resetChanges(group: Group, config: JsonObject): readonly Change[] {
  const paths: (readonly string[])[] = [];
  if (group.section !== null) paths.push(...[...group.metrics, "disabled", "disableConnectivity", "poweredOffSeverity"].map((metric) => [group.section ?? "", metric]));
  else paths.push(...group.metrics.map((metric) => [metric]));
  if (group.severity === "dockerDefaults") paths.push(["dockerDefaults", "stateDisableConnectivity"], ["dockerDefaults", "statePoweredOffSeverity"]);
  for (const field of [...group.numbers ?? [], ...group.lists ?? []]) paths.push(field.path);
  for (const [path] of group.flags ?? []) paths.push(path);
  const changes = paths.flatMap((path) => difference(config, path, valueAt(factory, path)));
  for (const [key] of group.switches ?? []) changes.push(...difference(config, [key], false));
  for (const [type] of group.delays ?? []) {
    changes.push(...difference(config, ["timeThresholds", type], delays[type]));
    if (valueAt(config, ["metricTimeThresholds", type]) !== undefined) changes.push({ path: ["metricTimeThresholds", type], from: valueAt(config, ["metricTimeThresholds", type]), to: undefined });
  }
  return changes;
}

/** "Not set", "off" and an empty list are the same to the server. */
const meaningless = (value: Json | undefined) => value === undefined || value === null || value === false || Array.isArray(value) && value.length === 0;

function difference(config: JsonObject, path: readonly string[], to: Json | undefined): readonly Change[] {
  const from = valueAt(config, path);
  if (meaningless(from) && meaningless(to)) return [];
  // The node's severity of being stopped is nothing that nodes have; it is left as it is.
  if (to === undefined && path.at(-1) === "poweredOffSeverity") return [];
  return changesBetween({ value: from ?? null }, { value: to ?? null }).map(() => ({ path, from, to }));
}
