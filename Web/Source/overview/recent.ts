import { type ChangeRow, kindOfChange } from "../history/changes.ts";
import { isObject } from "../live/mergePatch.ts";
import type { IconName } from "../shell/Icon.tsx";

/** Something that happened to a resource. */
export interface Happening {
  readonly id: string;
  readonly at: number;
  readonly resource: string;
  readonly name: string;
  readonly icon: IconName;
  readonly word: string;
  readonly text: string;
  readonly tone: "critical" | "warning" | "info";
  /** To how many others the same happened at about the same time. */
  readonly others: number;
}

/** What happens to many within this time is one line, milliseconds: a new connection brings hundreds of resources. */
const together = 300_000;

const alertKinds: Readonly<Record<string, readonly [icon: IconName, word: string]>> = {
  alert_fired: ["alert", "Alert"],
  alert_acknowledged: ["check", "Acknowledged"],
  alert_unacknowledged: ["undo", "Acknowledgement taken back"],
  alert_resolved: ["check", "Alert over"],
};

/** Rows of the timeline of everything, the newest first. */
export function readHappenings(rows: unknown): readonly Happening[] {
  return (Array.isArray(rows) ? rows : []).filter(isObject).flatMap((row): Happening[] => {
    const at = Date.parse(String(row.occurredAt));
    if (!Number.isFinite(at)) return [];
    const change = row as unknown as ChangeRow, metadata = isObject(row.metadata) ? row.metadata : {};
    const [icon, word] = alertKinds[change.kind] ?? kindOfChange(change);
    const fired = change.kind === "alert_fired";
    return [{ id: String(row.id), at, resource: String(row.resourceId ?? ""), name: String(row.resourceName || row.resourceId || ""), icon, word, text: String(row.reason ?? ""), tone: fired ? metadata.level === "critical" ? "critical" : "warning" : "info", others: 0 }];
  });
}

/** The same that happened to several in a row is one line. */
export function gathered(happenings: readonly Happening[]): readonly Happening[] {
  const lines: Happening[] = [];
  for (const each of happenings) {
    const last = lines.at(-1);
    if (last && last.word === each.word && last.text === each.text && last.at - each.at < together) lines[lines.length - 1] = { ...last, others: last.others + 1 };
    else lines.push(each);
  }
  return lines;
}
