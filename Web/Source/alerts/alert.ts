import type { Alert as BriefAlert } from "../estate/alerts.ts";
import { isObject, type JsonObject } from "../live/mergePatch.ts";

/** An alert with everything the server tells of it; one occurrence is its id with its start. */
export interface Alert extends BriefAlert {
  readonly instance: string;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly lastSeen: number | null;
  readonly ackTime: number | null;
  readonly ackUser: string;
  readonly resolvedTime: number | null;
  readonly metadata: JsonObject;
}

export type Severity = "critical" | "warning";

export function readAlert(item: unknown): Alert | null {
  if (!isObject(item) || typeof item.id !== "string") return null;
  const metadata = isObject(item.metadata) ? item.metadata : {};
  return {
    id: item.id,
    // Histories of other versions know "error", which is the same.
    level: item.level === "critical" || item.level === "error" ? "critical" : "warning",
    type: text(item.type),
    resourceId: text(item.resourceId),
    resourceName: text(item.resourceName) || text(item.resourceId),
    node: text(item.nodeDisplayName) || text(item.node),
    instance: text(item.instance),
    message: text(item.message),
    value: number(item.value),
    threshold: number(item.threshold),
    startTime: moment(item.startTime),
    lastSeen: moment(item.lastSeen),
    acknowledged: item.acknowledged === true,
    ackTime: moment(item.ackTime),
    ackUser: text(item.ackUser),
    resolvedTime: moment(item.resolvedTime),
    metadata,
  };
}

export function readList(given: unknown): readonly Alert[] {
  return Array.isArray(given) ? given.map(readAlert).filter((alert) => alert !== null) : [];
}

export function resourceTypeOf(alert: Alert): string {
  return text(alert.metadata.resourceType);
}

export function tagsOf(alert: Alert): readonly string[] {
  const { tags } = alert.metadata;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}

/** Until when quiet hours hold its notice back; `null` when they do not. */
export function heldUntil(alert: Alert): number | null {
  return alert.metadata.quietHoursSuppressed === true ? moment(alert.metadata.quietHoursReplayAt) : null;
}

/** Until when nobody is told of it, because it came and went too often; `null` when it did not. */
export function flappingUntil(alert: Alert): number | null {
  return moment(alert.metadata.flappingUntil);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function moment(value: unknown): number | null {
  return Date.parse(String(value ?? "")) || null;
}
