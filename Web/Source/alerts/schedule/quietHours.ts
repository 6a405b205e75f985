/** When notices are held back, and what an alert raised at some moment leads to. The server decides; this says it in advance, by the same rules. */

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];
export type Category = "performance" | "storage" | "offline";

export interface QuietHours {
  readonly enabled: boolean;
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  readonly days: Readonly<Partial<Record<Weekday, boolean>>>;
  readonly suppress: Readonly<Partial<Record<Category, boolean>>>;
}

/** Minutes since midnight of "22:00"; `null` when it is no time. */
export function minutesOf(text: string): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name !== "";
  } catch {
    return false;
  }
}

/** The zone, or UTC while somebody is still typing it. */
export function usableZone(name: string): string {
  return isZone(name) ? name : "UTC";
}

/** Weekday (0 is Monday) and minute of the day of a moment in a zone. */
export function wallClock(moment: number, zone: string): { day: number; minute: number } {
  const parts = formatter(zone).formatToParts(moment);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday"));
  return { day, minute: Number(part("hour")) % 24 * 60 + Number(part("minute")) };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone: usableZone(zone), weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false });
  formatters.set(zone, made);
  return made;
}

/** Whether a weekday and minute are quiet. The weekday on which a night begins decides for the whole night. */
export function isQuietAt(quiet: QuietHours, day: number, minute: number): boolean {
  const start = minutesOf(quiet.start), end = minutesOf(quiet.end);
  if (!quiet.enabled || start === null || end === null) return false;
  const on = (index: number) => quiet.days[weekdays[(index + 7) % 7] as Weekday] === true;
  if (start <= end) return on(day) && minute >= start && minute <= end;
  return on(day) && minute >= start || on(day - 1) && minute <= end;
}

export function isQuiet(quiet: QuietHours, moment: number): boolean {
  const { day, minute } = wallClock(moment, quiet.timezone);
  return isQuietAt(quiet, day, minute);
}

/** The next moment from which it is (or is no more) quiet, to the minute; `null` when that never changes. */
export function nextChange(quiet: QuietHours, from: number): number | null {
  const now = isQuiet(quiet, from);
  const minute = 60_000;
  let at = Math.floor(from / minute) * minute;
  // A week has every case; big steps first, of which none leaps over a whole window or the time between two, single minutes then.
  const end = from + 8 * 24 * 60 * minute;
  const window = ((minutesOf(quiet.end) ?? 0) - (minutesOf(quiet.start) ?? 0) + 1440) % 1440 + 1;
  const step = Math.max(1, Math.min(15, window, 1440 - window)) * minute;
  while (at < end && isQuiet(quiet, at) === now) at += step;
  if (at >= end) return null;
  at -= step;
  while (isQuiet(quiet, at) === now) at += minute;
  return at;
}

/** For the strip of a week: the quiet part of each day as shares of it. */
export function quietSpans(quiet: QuietHours, day: number): readonly (readonly [from: number, to: number])[] {
  const start = minutesOf(quiet.start), end = minutesOf(quiet.end);
  if (!quiet.enabled || start === null || end === null) return [];
  const on = (index: number) => quiet.days[weekdays[(index + 7) % 7] as Weekday] === true;
  const whole = 1440, spans: [number, number][] = [];
  if (start <= end) {
    if (on(day)) spans.push([start / whole, (end + 1) / whole]);
  } else {
    if (on(day - 1)) spans.push([0, (end + 1) / whole]);
    if (on(day)) spans.push([start / whole, 1]);
  }
  return spans;
}

const names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** "Mon–Fri", "Sat, Sun", "every day". */
export function dayWords(days: QuietHours["days"]): string {
  const on = weekdays.map((day) => days[day] === true);
  if (on.every(Boolean)) return "every day";
  const runs: string[] = [];
  for (let index = 0; index < 7; index += 1) {
    if (!on[index]) continue;
    let last = index;
    while (on[last + 1]) last += 1;
    runs.push(last === index ? String(names[index]) : last === index + 1 ? `${names[index]}, ${names[last]}` : `${names[index]}–${names[last]}`);
    index = last;
  }
  return runs.join(", ") || "on no day";
}
