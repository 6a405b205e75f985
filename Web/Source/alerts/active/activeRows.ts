import type { State } from "../../resources/state.ts";
import type { Row } from "../../table/row.ts";
import { type Alert, flappingUntil, heldUntil, tagsOf } from "../alert.ts";
import { kindOf, platformOf } from "../alertTypes.ts";

/** An alert as a line of a table. */
export interface AlertRow extends Row {
  readonly alert: Alert;
  readonly platform: string;
  readonly word: string;
  /** The id of the resource it is about; alerts of its disks and filesystems have the same. */
  readonly subject: string;
  /** The host out of reach that it follows from, if it does. */
  readonly cause: Host | null;
  readonly held: number | null;
  readonly flapping: number | null;
  readonly resolved: boolean;
}

export interface Host {
  readonly id: string;
  readonly name: string;
}

/** The resource of an alert in the list of resources, and the one it runs on. */
export interface Subject {
  readonly id: string;
  readonly parentId: string | null;
  /** Whether it is among the resources now. */
  readonly known: boolean;
}

export interface Filters {
  readonly text: string;
  readonly severity: string | null;
  readonly platform: string | null;
  readonly type: string | null;
  readonly node: string | null;
  readonly tag: string | null;
  /** Acknowledged ones are shown unless this is "hidden". */
  readonly acknowledged: string | null;
}

export function stateOf(alert: Pick<Alert, "level" | "acknowledged">): State {
  return alert.acknowledged ? "paused" : alert.level === "critical" ? "failed" : "degraded";
}

const reachability = new Set(["connectivity", "offline", "host-offline", "docker-host-offline"]);

const plain = (alert: Alert): Subject => ({ id: alert.resourceId, parentId: null, known: false });

/** Nodes of different connections may have one name. */
const place = (alert: Alert) => `${alert.instance}\n${alert.node}`.toLowerCase();

/** Alerts as rows in the server's order, which puts what matters most first. Those of a host that is out of reach know it. */
export function rowsOf(alerts: readonly Alert[], resolved: readonly Alert[], subjectOf: (alert: Alert) => Subject = plain): readonly AlertRow[] {
  const down = new Map<string, Host>(), places = new Map<string, Host>();
  for (const alert of alerts) {
    if (!reachability.has(alert.type)) continue;
    const host = { id: subjectOf(alert).id, name: alert.resourceName };
    down.set(host.id, host);
    if (alert.node === "" || alert.node.toLowerCase() === alert.resourceName.toLowerCase()) places.set(`${alert.instance}\n${alert.resourceName}`.toLowerCase(), host);
  }
  const causeOf = (alert: Alert, subject: Subject): Host | null => {
    const host = (subject.parentId === null ? undefined : down.get(subject.parentId)) ?? (alert.node === "" ? undefined : places.get(place(alert)));
    return host === undefined || host.id === subject.id ? null : host;
  };
  const row = (alert: Alert, gone: boolean): AlertRow => {
    const subject = subjectOf(alert);
    return {
      id: gone ? `${alert.id}@${alert.startTime}` : alert.id,
      name: alert.resourceName,
      state: gone ? "online" : stateOf(alert),
      alert,
      platform: platformOf(alert),
      word: kindOf(alert.type).word,
      subject: subject.id,
      cause: gone ? null : causeOf(alert, subject),
      held: gone ? null : heldUntil(alert),
      flapping: gone ? null : flappingUntil(alert),
      resolved: gone,
    };
  };
  const active = new Set(alerts.map((alert) => alert.id));
  return [...alerts.map((alert) => row(alert, false)), ...resolved.filter((alert) => !active.has(alert.id)).map((alert) => row(alert, true))];
}

export function passes(row: AlertRow, filters: Filters): boolean {
  const { alert } = row;
  if (filters.severity && alert.level !== filters.severity) return false;
  if (filters.platform && row.platform !== filters.platform) return false;
  if (filters.type && alert.type !== filters.type) return false;
  if (filters.node && alert.node !== filters.node) return false;
  if (filters.tag && !tagsOf(alert).includes(filters.tag)) return false;
  if (filters.acknowledged === "hidden" && alert.acknowledged) return false;
  return includes(alert, filters.text);
}

/** Every word has to be somewhere in the alert. */
export function includes(alert: Alert, text: string): boolean {
  if (text.trim() === "") return true;
  const all = [alert.resourceName, alert.resourceId, alert.message, alert.type, kindOf(alert.type).word, alert.node, alert.instance, alert.ackUser, ...tagsOf(alert)].join("\n").toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** What a filter of one field offers, most frequent first. */
export function optionsOf(rows: readonly AlertRow[], of: (row: AlertRow) => readonly string[]): readonly (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of of(row)) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1] || left[0].localeCompare(right[0]));
}

export interface Counts {
  readonly critical: number;
  readonly warning: number;
  readonly acknowledged: number;
}

export function countsOf(alerts: readonly { readonly level: string; readonly acknowledged: boolean }[]): Counts {
  let critical = 0, warning = 0, acknowledged = 0;
  for (const alert of alerts) {
    if (alert.acknowledged) acknowledged += 1;
    else if (alert.level === "critical") critical += 1;
    else warning += 1;
  }
  return { critical, warning, acknowledged };
}
