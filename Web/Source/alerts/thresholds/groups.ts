import type { Estate } from "../../estate/estate.ts";
import { isObject, type JsonObject } from "../../live/mergePatch.ts";

/** A kind of resource with its thresholds, as one page of the form. */
export interface Group {
  readonly key: string;
  readonly name: string;
  /** Where the pairs are; empty for a group that is one pair itself. */
  readonly section: string | null;
  readonly metrics: readonly string[];
  /** The switch of the whole family and of its reachability. */
  readonly off?: string;
  readonly offline?: string;
  readonly severity?: string;
  readonly numbers?: readonly NumberField[];
  readonly lists?: readonly ListField[];
  readonly flags?: readonly (readonly [path: readonly string[], label: string])[];
  /** Kinds of resources overrides are offered for. */
  readonly overrides?: "guests" | "nodes" | "storages" | "machines";
  readonly present: (estate: Estate) => boolean;
  /** In the delays. */
  readonly delay?: string;
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

const number = (path: string, label: string, unit: string, hint?: string): NumberField => ({ path: path.split("."), label, unit, ...(hint ? { hint } : {}) });
const always = () => true, never = () => false;
const io = ["diskRead", "diskWrite", "networkIn", "networkOut"];
const mail = (key: string, label: string, unit: string) => number(`pmgDefaults.${key}`, label, unit);

export const groups: readonly Group[] = [
  {
    key: "guests",
    name: "Guests",
    section: "guestDefaults",
    metrics: ["cpu", "memory", "disk", ...io],
    off: "disableAllGuests",
    offline: "disableAllGuestsOffline",
    severity: "guestDefaults",
    overrides: "guests",
    delay: "guest",
    lists: [
      { path: ["ignoredGuestPrefixes"], label: "Ignored names", hint: "No alerts for guests whose name begins so; case matters." },
      { path: ["guestTagWhitelist"], label: "Only with tags", hint: "Alerts only for guests with one of these tags." },
      { path: ["guestTagBlacklist"], label: "Never with tags", hint: "No alerts for guests with one of these tags." },
    ],
    present: always,
  },
  { key: "nodes", name: "Nodes", section: "nodeDefaults", metrics: ["cpu", "memory", "disk", "temperature"], off: "disableAllNodes", offline: "disableAllNodesOffline", overrides: "nodes", delay: "node", present: always },
  { key: "storage", name: "Storage", section: null, metrics: ["storageDefault"], off: "disableAllStorage", overrides: "storages", delay: "storage", present: always },
  { key: "machines", name: "Machines", section: "agentDefaults", metrics: ["cpu", "memory", "disk", "diskTemperature"], off: "disableAllAgents", offline: "disableAllAgentsOffline", overrides: "machines", delay: "agent", present: always },
  { key: "disks", name: "Disk temperature", section: "diskTempByType", metrics: ["nvme", "sas", "sata"], present: always },
  { key: "filling", name: "Disk usage by type", section: "diskFillByType", metrics: ["nvme", "sata", "hdd"], present: never },
  {
    key: "backups",
    name: "Backups",
    section: null,
    metrics: [],
    flags: [[["backupDefaults", "enabled"], "Alert when a backup is too old"], [["backupDefaults", "alertOrphaned"], "Also for backups whose guest is gone"]],
    numbers: [number("backupDefaults.warningDays", "Warning after", "days"), number("backupDefaults.criticalDays", "Critical after", "days"), number("backupDefaults.freshHours", "Fresh up to", "h", "Only colours the backup mark."), number("backupDefaults.staleHours", "Stale after", "h", "Only colours the backup mark.")],
    lists: [{ path: ["backupDefaults", "ignoreVMIDs"], label: "Ignored VMIDs", hint: "Single ones, or a beginning: 10* is 10, 100 to 109, 1000 …" }],
    present: always,
  },
  {
    key: "snapshots",
    name: "Snapshots",
    section: null,
    metrics: [],
    flags: [[["snapshotDefaults", "enabled"], "Alert when a snapshot is too old or too large"]],
    numbers: [number("snapshotDefaults.warningDays", "Warning after", "days"), number("snapshotDefaults.criticalDays", "Critical after", "days"), number("snapshotDefaults.warningSizeGiB", "Warning from", "GiB", "0 is off."), number("snapshotDefaults.criticalSizeGiB", "Critical from", "GiB", "0 is off.")],
    present: always,
  },
  { key: "pbs", name: "Backup servers", section: "pbsDefaults", metrics: ["cpu", "memory"], off: "disableAllPBS", offline: "disableAllPBSOffline", delay: "pbs", present: never },
  {
    key: "containers",
    name: "Containers",
    section: "dockerDefaults",
    metrics: ["cpu", "memory", "disk"],
    off: "disableAllDockerContainers",
    offline: "disableAllDockerHostsOffline",
    severity: "dockerDefaults.state",
    numbers: [
      number("dockerDefaults.restartCount", "Restarts", "times"),
      number("dockerDefaults.restartWindow", "in", "s"),
      number("dockerDefaults.memoryWarnPct", "Memory limit, warning", "%"),
      number("dockerDefaults.memoryCriticalPct", "Memory limit, critical", "%"),
      number("dockerDefaults.serviceWarnGapPercent", "Missing tasks, warning", "%"),
      number("dockerDefaults.serviceCriticalGapPercent", "Missing tasks, critical", "%"),
      number("dockerDefaults.updateAlertDelayHours", "Image update known for", "h", "−1 is never."),
    ],
    lists: [{ path: ["dockerIgnoredContainerPrefixes"], label: "Ignored containers", hint: "abc or abc* for a beginning, *abc for an end, *abc* for anywhere." }],
    present: never,
  },
  { key: "kubernetes", name: "Kubernetes", section: "kubernetesDefaults", metrics: ["cpu", "memory", "disk", ...io], off: "disableAllKubernetes", delay: "k8s-node", present: never },
  { key: "truenas", name: "TrueNAS", section: "truenasDefaults", metrics: ["cpu", "memory", "disk", "usage", "temperature", ...io], off: "disableAllTrueNAS", delay: "truenas-system", present: never },
  { key: "vmware", name: "vSphere", section: "vmwareDefaults", metrics: ["cpu", "memory", "disk", "usage", ...io], off: "disableAllVMware", delay: "vmware-host", present: never },
  {
    key: "mail",
    name: "Mail gateway",
    section: null,
    metrics: [],
    off: "disableAllPMG",
    offline: "disableAllPMGOffline",
    numbers: [
      mail("queueTotalWarning", "Queue, warning", "mails"),
      mail("queueTotalCritical", "Queue, critical", "mails"),
      mail("oldestMessageWarnMins", "Oldest mail, warning", "min"),
      mail("oldestMessageCritMins", "Oldest mail, critical", "min"),
      mail("deferredQueueWarn", "Deferred, warning", "mails"),
      mail("deferredQueueCritical", "Deferred, critical", "mails"),
      mail("holdQueueWarn", "On hold, warning", "mails"),
      mail("holdQueueCritical", "On hold, critical", "mails"),
      mail("quarantineSpamWarn", "Spam quarantine, warning", "mails"),
      mail("quarantineSpamCritical", "Spam quarantine, critical", "mails"),
      mail("quarantineVirusWarn", "Virus quarantine, warning", "mails"),
      mail("quarantineVirusCritical", "Virus quarantine, critical", "mails"),
      mail("quarantineGrowthWarnPct", "Growth, warning", "%"),
      mail("quarantineGrowthCritPct", "Growth, critical", "%"),
      mail("quarantineGrowthWarnMin", "and at least, warning", "mails"),
      mail("quarantineGrowthCritMin", "and at least, critical", "mails"),
    ],
    present: never,
  },
  {
    key: "engine",
    name: "All alerts",
    section: null,
    metrics: [],
    flags: [[["enabled"], "Judge and show alerts at all"], [["flappingEnabled"], "Pause notices of alerts that come and go"]],
    numbers: [
      number("hysteresisMargin", "Usual distance of clear", "points"),
      number("minimumDelta", "Smallest change", "points", "A condition that fires again soon has to differ by this much."),
      number("suppressionWindow", "soon is", "min"),
      number("flappingThreshold", "Flapping from", "times"),
      number("flappingWindowSeconds", "within", "s"),
      number("flappingCooldownMinutes", "pauses notices for", "min"),
    ],
    present: always,
  },
];

/** The path of a metric's pair in the defaults. */
export function pairPath(group: Group, metric: string): readonly string[] {
  return group.section === null ? [metric] : [group.section, metric];
}

/** Something of this group was set, even if nothing of it is here now. */
export function isConfigured(group: Group, config: JsonObject): boolean {
  return (group.off !== undefined && config[group.off] === true) || (isObject(config.overrides) && Object.keys(config.overrides).some((key) => group.key === "containers" && key.startsWith("docker:")));
}
