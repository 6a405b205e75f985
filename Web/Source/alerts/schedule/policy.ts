import { type Category, dayWords, type QuietHours } from "./quietHours.ts";

/** What happens to alerts after they are raised. */
export interface Schedule {
  readonly quietHours: QuietHours;
  readonly cooldown: number;
  readonly maxAlertsHour: number;
  readonly initialNotify: Target;
  readonly notifyOnResolve: boolean;
  readonly escalation: { readonly enabled: boolean; readonly levels: readonly Level[] };
  readonly grouping: { readonly enabled: boolean; readonly window: number; readonly byNode: boolean; readonly byGuest: boolean };
}

export type Target = "all" | "email" | "webhook" | "apprise";

export interface Level {
  /** Minutes after the start. */
  readonly after: number;
  readonly notify: Target;
}

export const targetWords: Readonly<Record<Target, string>> = { all: "all channels", email: "email", webhook: "webhooks", apprise: "Apprise" };

export const categoryWords: Readonly<Record<Category, string>> = { performance: "performance", storage: "storage", offline: "reachability" };

/** The whole policy in sentences. */
export function policySentence(schedule: Schedule): string {
  const { quietHours: quiet, cooldown, maxAlertsHour, escalation, grouping } = schedule;
  const parts = [`A new alert goes to ${targetWords[schedule.initialNotify]}${grouping.enabled && grouping.window > 0 ? `, together with others of the same ${grouping.window} seconds` : ""}.`];
  parts.push(
    cooldown > 0
      ? `While nobody acknowledges it, it is repeated every ${minutes(cooldown, "")}${maxAlertsHour > 0 ? `, at most ${maxAlertsHour} times an hour` : ""}.`
      : "It is sent once and not repeated.",
  );
  if (escalation.enabled && escalation.levels.length > 0) {
    parts.push(`If it stays unacknowledged, it goes to ${escalation.levels.map((level) => `${targetWords[level.notify]} after ${minutes(level.after, "an ")}`).join(", then ")}.`);
  }
  if (quiet.enabled) {
    const held = (["performance", "storage", "offline"] as const).filter((category) => quiet.suppress[category]);
    const critical = held.length === 0
      ? "Critical ones are sent at once"
      : held.length === 3
      ? "Critical ones are held too"
      : `Critical ones are sent at once, except for ${held.map((category) => categoryWords[category]).join(" and ")}`;
    parts.push(`Between ${quiet.start} and ${quiet.end} (${dayWords(quiet.days)}, ${quiet.timezone || "no zone"}) warnings are held until the end. ${critical}.`);
  }
  parts.push(schedule.notifyOnResolve ? "When it is over, everybody who was told is told so." : "That it is over is not sent.");
  return parts.join(" ");
}

function minutes(value: number, article: "" | "an "): string {
  if (value === 60) return `${article}hour`;
  if (value === 1) return article === "" ? "minute" : "a minute";
  return value % 60 === 0 && value > 0 ? `${value / 60} hours` : `${value} minutes`;
}
