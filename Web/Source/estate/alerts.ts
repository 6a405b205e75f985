import { isObject, type JsonObject } from "../live/mergePatch.ts";

/** An alert that is going on, as the state tells it. */
export interface Alert {
  readonly id: string;
  readonly level: "warning" | "critical";
  readonly type: string;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly node: string;
  readonly message: string;
  readonly startTime: number | null;
  readonly acknowledged: boolean;
}

export type AlertLevel = "critical" | "warning" | "acknowledged";

/** Alerts with the worst of each resource. */
export interface Alerts {
  readonly list: readonly Alert[];
  readonly levels: ReadonlyMap<string, AlertLevel>;
}

export const noAlerts: Alerts = { list: [], levels: new Map() };

/** `canonical` finds the resource's id in the list of resources, by which rows are marked. */
export function readAlerts(facts: JsonObject, canonical: (id: string) => string = (id) => id): Alerts {
  const given = facts.activeAlerts;
  if (!Array.isArray(given) || given.length === 0) return noAlerts;
  const list: Alert[] = [];
  const levels = new Map<string, AlertLevel>();
  for (const item of given) {
    if (!isObject(item) || typeof item.id !== "string") continue;
    const alert: Alert = {
      id: item.id,
      level: item.level === "critical" ? "critical" : "warning",
      type: String(item.type ?? ""),
      resourceId: canonical(String(item.resourceId ?? "")),
      resourceName: String(item.resourceName ?? ""),
      node: String(item.nodeDisplayName ?? item.node ?? ""),
      message: String(item.message ?? ""),
      startTime: Date.parse(String(item.startTime ?? "")) || null,
      acknowledged: item.acknowledged === true,
    };
    list.push(alert);
    const level: AlertLevel = alert.acknowledged ? "acknowledged" : alert.level;
    const old = levels.get(alert.resourceId);
    if (!old || order[level] < order[old]) levels.set(alert.resourceId, level);
  }
  return { list, levels };
}

const order: Readonly<Record<AlertLevel, number>> = { critical: 0, warning: 1, acknowledged: 2 };
