import { isObject } from "../live/mergePatch.ts";
import type { Subject } from "./active/activeRows.ts";
import { type Alert, moment } from "./alert.ts";

/** Something that changed shortly before an alert was raised. */
export interface Change {
  readonly id: string;
  readonly at: number;
  readonly name: string;
  /** What happened, in a sentence. */
  readonly text: string;
  /** Whose change it is: the resource's own, that of what it runs on, or of what runs beside or on it. */
  readonly whose: (typeof nearness)[number];
}

const nearness = ["own", "host", "neighbour"] as const;

/** How far back is looked. */
export const lookBack = 3_600_000;

/** Of a timeline, what changed around the resource of an alert before it was raised: its own changes first, the newest of each kind first. */
export function changesBefore(rows: unknown, alert: Alert, subject: Subject, parentOf: (id: string) => string | null): readonly Change[] {
  const start = alert.startTime ?? 0;
  const whoseIs = (id: string): Change["whose"] | null => {
    if (id === subject.id) return "own";
    if (id === subject.parentId) return "host";
    const parent = parentOf(id);
    return parent !== null && (parent === subject.parentId || parent === subject.id) ? "neighbour" : null;
  };
  const changes = (Array.isArray(rows) ? rows : []).filter(isObject).flatMap((row): Change[] => {
    const at = moment(row.observedAt), whose = whoseIs(String(row.resourceId ?? ""));
    if (at === null || whose === null || at > start || at < start - lookBack) return [];
    if (isObject(row.metadata) && row.metadata.alertIdentifier === alert.id) return [];
    return [{ id: String(row.id ?? at), at, name: String(row.resourceName ?? ""), text: String(row.reason ?? row.kind ?? ""), whose }];
  });
  return changes.sort((left, right) => nearness.indexOf(left.whose) - nearness.indexOf(right.whose) || right.at - left.at);
}
