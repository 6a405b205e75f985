import type { Unit } from "../charts/scale.ts";
import { bytes } from "../format/bytes.ts";
import type { Alert } from "./alert.ts";

/** What an alert's type means to the pages: its word, and for measured ones the metric, its unit and its history. */
export interface AlertKind {
  readonly word: string;
  readonly unit?: "%" | "°C" | "MB/s" | "";
  /** Name of the metric in the history. */
  readonly metric?: string;
  readonly chart?: Unit;
}

const measured = (word: string, unit: "%" | "°C" | "MB/s", metric: string): AlertKind => ({ word, unit, metric, chart: unit === "%" ? "percent" : unit === "°C" ? "celsius" : "rate" });

const kinds: Readonly<Record<string, AlertKind>> = {
  cpu: measured("CPU", "%", "cpu"),
  memory: measured("Memory", "%", "memory"),
  disk: measured("Disk", "%", "disk"),
  usage: measured("Storage usage", "%", "usage"),
  temperature: measured("Temperature", "°C", "temperature"),
  diskTemperature: measured("Disk temperature", "°C", "smart_temp"),
  diskRead: measured("Disk read", "MB/s", "diskread"),
  diskWrite: measured("Disk write", "MB/s", "diskwrite"),
  networkIn: measured("Network in", "MB/s", "netin"),
  networkOut: measured("Network out", "MB/s", "netout"),
  "message-age": { word: "Mail age", unit: "" },
  "snapshot-age": { word: "Snapshot age", unit: "" },
  "backup-age": { word: "Backup age", unit: "" },
  "queue-depth": { word: "Mail queue", unit: "" },
  connectivity: { word: "Unreachable" },
  offline: { word: "Offline" },
  "host-offline": { word: "Offline" },
  "docker-host-offline": { word: "Offline" },
  "powered-off": { word: "Powered off" },
  "zfs-pool-state": { word: "ZFS pool" },
  "zfs-pool-errors": { word: "ZFS errors" },
  "zfs-device": { word: "ZFS device" },
  "disk-health": { word: "Disk health" },
  "disk-wearout": { word: "Disk wear" },
  raid: { word: "RAID" },
  "connection-degraded": { word: "Connection" },
  "notification-delivery": { word: "Notifications" },
};

export function kindOf(type: string): AlertKind {
  const known = kinds[type];
  if (known) return known;
  const words = type.replace(/^docker-container-/, "container ").replaceAll(/[-_]/g, " ");
  return { word: words.charAt(0).toUpperCase() + words.slice(1) };
}

/** "91.2 % of 80 %"; nothing for states, whose numbers mean nothing to people. */
export function reading(alert: Pick<Alert, "type" | "value" | "threshold">): { readonly value: string; readonly threshold: string } | null {
  const { unit } = kindOf(alert.type);
  if (unit === undefined || alert.value === null) return null;
  return { value: quantity(alert.value, unit), threshold: alert.threshold === null ? "" : quantity(alert.threshold, unit) };
}

export function quantity(value: number, unit: string): string {
  const rounded = String(Math.round(value * 10) / 10);
  return unit === "" ? rounded : `${rounded} ${unit}`;
}

/** A threshold in the unit its history is drawn in: rates are set in MB/s and kept in bytes. */
export function inChart(kind: AlertKind, value: number): number {
  return kind.chart === "rate" ? value * 1024 * 1024 : value;
}

export function rateWords(value: number): string {
  return `${bytes(value * 1024 * 1024)}/s`;
}

/** The platform a resource type or an alert belongs to. */
export function platformOf(alert: Alert): string {
  const type = String(alert.metadata.resourceType ?? "").toLowerCase();
  const id = alert.resourceId;
  if (/docker|container-host|app-container/.test(type) || id.startsWith("docker:")) return "Docker";
  if (/^k8s|kubernetes|^pod$/.test(type)) return "Kubernetes";
  if (/truenas/.test(type)) return "TrueNAS";
  if (/vmware/.test(type)) return "vSphere";
  if (/pmg/.test(type)) return "Mail gateway";
  if (/pbs|datastore/.test(type)) return "Backup server";
  if (/^agent|^host|machine/.test(type) || id.startsWith("agent:")) return "Machines";
  if (id.startsWith("pulse-system")) return "Pulse";
  return "Proxmox";
}
