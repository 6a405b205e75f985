import { Observable } from "../live/observable.ts";
import type { Resource } from "./resource.ts";

/** How bad a value is, by the thresholds of alerts. */
export type Severity = "normal" | "warning" | "critical";

const pairs = {
  cpu: [75, 80],
  memory: [80, 85],
  disk: [85, 90],
  storage: [80, 85],
  temperature: [75, 80],
  "nvme temperature": [65, 70],
  "sas temperature": [60, 65],
  "disk temperature": [50, 55],
} as const;

export type Graded = keyof typeof pairs;

/** From which value on something is amber, and red. */
export type Limit = readonly [amber: number, red: number];

/** The limit of a value of a resource, or of its kind in general; `null` where alerts do not look at it. */
export type Limits = (kind: Graded, resource: Resource | undefined) => Limit | null;

/** What a server has before anybody changes anything. */
export const factoryLimits: Limits = (kind) => pairs[kind];

/** The limits of now. */
export const limits = new Observable<Limits>(factoryLimits);

export function severity(kind: Graded, value: number | null | undefined, resource?: Resource): Severity {
  if (value === null || value === undefined) return "normal";
  const limit = limits.value(kind, resource);
  if (limit === null) return "normal";
  return value >= limit[1] ? "critical" : value >= limit[0] ? "warning" : "normal";
}

/** Whether no alerts are raised of a resource. */
export const muted = new Observable<(resource: Resource) => boolean>(() => false);

/** Up to how many hours a backup is fresh, and from how many on it is overdue. */
export interface BackupAges {
  readonly fresh: number;
  readonly stale: number;
}

export const factoryBackupAges: BackupAges = { fresh: 24, stale: 72 };
export const backupAges = new Observable<BackupAges>(factoryBackupAges);

/** The limit for a disk's temperature, by its kind. */
export function diskTemperature(type: string): Graded {
  return type === "NVME" ? "nvme temperature" : type === "SAS" ? "sas temperature" : "disk temperature";
}
