import { type Category, dayWords, isQuiet, nextChange, type QuietHours } from "./quietHours.ts";

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

export interface Case {
  readonly level: "critical" | "warning";
  readonly category: Category;
  /** When it is raised. */
  readonly at: number;
}

export interface Step {
  readonly at: number;
  readonly what: "raised" | "held" | "sent" | "repeated" | "escalated";
  readonly target?: Target;
}

const minute = 60_000;

/** What would happen to one alert that nobody acknowledges, over the given time. */
export function simulate(schedule: Schedule, given: Case, hours = 12, most = 12): readonly Step[] {
  const { quietHours: quiet, cooldown, escalation, grouping, maxAlertsHour } = schedule;
  const steps: Step[] = [{ at: given.at, what: "raised" }];
  const holds = (at: number) => (given.level === "warning" || quiet.suppress[given.category] === true) && isQuiet(quiet, at);
  const release = (at: number) => holds(at) ? nextChange(quiet, at) ?? at : at;
  let first = given.at;
  if (holds(given.at)) {
    steps.push({ at: given.at, what: "held" });
    first = release(given.at);
  }
  const wait = grouping.enabled ? grouping.window * 1000 : 0;
  steps.push({ at: first === given.at ? first + wait : first, what: "sent", target: schedule.initialNotify });
  const until = given.at + hours * 3_600_000;
  if (escalation.enabled) {
    for (const level of escalation.levels) {
      const at = release(given.at + level.after * minute);
      if (at <= until) steps.push({ at, what: "escalated", target: level.notify });
    }
  }
  if (cooldown > 0) {
    const gap = Math.max(cooldown, maxAlertsHour > 0 ? 60 / maxAlertsHour : 0) * minute;
    for (let at = first + gap, count = 0; at <= until && count < most; at += gap, count += 1) if (!holds(at)) steps.push({ at: at + wait, what: "repeated", target: schedule.initialNotify });
  }
  const rank = (step: Step) => ["raised", "held", "sent", "escalated", "repeated"].indexOf(step.what);
  return steps.sort((left, right) => left.at - right.at || rank(left) - rank(right)).slice(0, most);
}
