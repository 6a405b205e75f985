import { isObject, type Json, type JsonObject } from "../../live/mergePatch.ts";
import type { Level, Schedule, Target } from "./policy.ts";
import type { QuietHours } from "./quietHours.ts";

/** The schedule of a configuration, with what is missing filled by what the server takes then. */
export function readSchedule(config: JsonObject): Schedule {
  const schedule = object(config.schedule), quiet = object(schedule.quietHours), escalation = object(schedule.escalation), grouping = object(schedule.grouping);
  const number = (value: Json | undefined, otherwise: number) => typeof value === "number" ? value : otherwise;
  return {
    quietHours: {
      enabled: quiet.enabled === true,
      start: String(quiet.start || "22:00"),
      end: String(quiet.end || "08:00"),
      timezone: String(quiet.timezone || browserZone()),
      days: object(quiet.days) as QuietHours["days"],
      suppress: object(quiet.suppress) as QuietHours["suppress"],
    },
    cooldown: number(schedule.cooldown, 5),
    maxAlertsHour: number(schedule.maxAlertsHour, 10),
    initialNotify: target(schedule.initialNotify),
    notifyOnResolve: schedule.notifyOnResolve !== false,
    escalation: {
      enabled: escalation.enabled === true,
      levels: Array.isArray(escalation.levels) ? escalation.levels.filter(isObject).map((level): Level => ({ after: number(level.after, 0), notify: target(level.notify) })) : [],
    },
    grouping: { enabled: grouping.enabled !== false, window: number(grouping.window, 30), byNode: grouping.byNode !== false, byGuest: grouping.byGuest === true },
  };
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function target(value: Json | undefined): Target {
  return value === "email" || value === "webhook" || value === "apprise" ? value : "all";
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
