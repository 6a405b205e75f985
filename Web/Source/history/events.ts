import { kindOf } from "../alerts/alertTypes.ts";
import type { Mark } from "../charts/marks.ts";
import { isObject } from "../live/mergePatch.ts";
import type { IconName } from "../shell/Icon.tsx";

/** Something that happened to a resource: a moment, or a stretch of time. */
export interface ResourceEvent {
  readonly id: string;
  readonly at: number;
  /** A stretch's end; `null` a moment. `Infinity`: it goes on. */
  readonly until: number | null;
  readonly tone: Mark["tone"];
  readonly icon: IconName;
  /** What kind of thing it is: "Alert", "Restart". */
  readonly word: string;
  readonly text: string;
  /** Who did it. */
  readonly by: string;
  readonly href: string | null;
  /** The metric it is about; `null` all. */
  readonly metric: string | null;
}

const alertEvents: Readonly<Record<string, readonly [icon: IconName, word: string]>> = {
  alert_acknowledged: ["check", "Acknowledged"],
  alert_unacknowledged: ["undo", "Acknowledgement taken back"],
  ai_analysis: ["search", "Analysis"],
  command: ["terminal", "Command"],
  runbook: ["list", "Runbook"],
  note: ["note", "Note"],
};

function moment(value: unknown): number | null {
  return Date.parse(String(value ?? "")) || null;
}

/** Alerts as stretches of time, and what people did about them. */
export function eventsOfIncidents(given: unknown): readonly ResourceEvent[] {
  return (Array.isArray(given) ? given : []).filter(isObject).flatMap((incident): ResourceEvent[] => {
    const opened = moment(incident.openedAt);
    if (opened === null) return [];
    const { word, metric = null } = kindOf(String(incident.alertType ?? ""));
    const common = { href: `/alerts/overview?alert=${encodeURIComponent(String(incident.alertIdentifier ?? ""))}`, metric };
    const alert: ResourceEvent = {
      ...common,
      id: String(incident.id ?? opened),
      at: opened,
      until: incident.closedAt ? moment(incident.closedAt) ?? Infinity : Infinity,
      tone: incident.level === "critical" ? "critical" : "warning",
      icon: "alert",
      word: `${word} alert`,
      text: String(incident.message ?? ""),
      by: "",
    };
    const acts = (Array.isArray(incident.events) ? incident.events : []).filter(isObject).flatMap((event): ResourceEvent[] => {
      const kind = alertEvents[String(event.type)], at = moment(event.timestamp);
      if (!kind || at === null) return [];
      const details = isObject(event.details) ? event.details : {};
      const text = typeof details.note === "string" ? details.note : String(event.summary ?? "");
      return [{ ...common, id: String(event.id), at, until: null, tone: "info", icon: kind[0], word: kind[1], text, by: typeof details.user === "string" ? details.user : "" }];
    });
    return [alert, ...acts];
  });
}

/** The last backup; earlier ones are not told with the resource. */
export function eventsOfBackup(at: string | undefined): readonly ResourceEvent[] {
  const made = moment(at);
  return made === null || made <= 0 ? [] : [{ id: `backup ${made}`, at: made, until: null, tone: "info", icon: "storage", word: "Backup", text: "Backed up", by: "", href: null, metric: null }];
}

/** What a chart of these metrics marks. */
export function marksOf(events: readonly ResourceEvent[], metrics: readonly string[], now: number): readonly Mark[] {
  return events.filter((event) => event.metric === null || metrics.includes(event.metric)).map(({ at, until, tone, icon, word, text, by, href }) => ({
    from: at,
    to: until === null ? null : Math.min(until, now),
    tone,
    icon,
    text: `${word}${by ? ` by ${by}` : ""}${text ? `: ${text}` : ""}`,
    href,
  }));
}
