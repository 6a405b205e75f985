import { zoneOffset } from "../../format/time.ts";
import type { Row } from "../../table/row.ts";
import { type Alert } from "../alert.ts";
import { stateOf } from "../active/activeRows.ts";

/** One time an alert was raised. */
export interface Occurrence extends Row {
  readonly alert: Alert;
  readonly start: number;
  /** When it ended; `null` while it goes on. */
  readonly end: number | null;
  readonly status: "active" | "acknowledged" | "resolved";
}

/** The newest snapshot of an occurrence says how long it was seen; it goes on when it is among the active ones. */
export function occurrenceOf(alert: Alert, active: ReadonlyMap<string, Alert>): Occurrence {
  const start = alert.startTime ?? 0;
  const running = active.get(alert.id);
  const goesOn = running !== undefined && Math.abs((running.startTime ?? 0) - start) < 1000;
  return {
    id: `${alert.id}@${start}`,
    name: alert.resourceName,
    alert: goesOn ? running : alert,
    start,
    end: goesOn ? null : alert.resolvedTime ?? alert.lastSeen ?? start,
    status: goesOn ? running.acknowledged ? "acknowledged" : "active" : "resolved",
    state: goesOn ? stateOf(running) : "stopped",
  };
}

export function secondsOf(occurrence: Occurrence, now: number): number {
  return Math.max(0, ((occurrence.end ?? now) - occurrence.start) / 1000);
}

export interface Frequency {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly times: number;
  readonly seconds: number;
}

/** What was raised most often: "12 times, 4 h 10 m". */
export function noise(list: readonly Occurrence[], now: number): readonly Frequency[] {
  const found = new Map<string, { id: string; name: string; type: string; times: number; seconds: number }>();
  for (const each of list) {
    const known = found.get(each.alert.id) ?? { id: each.alert.id, name: each.name, type: each.alert.type, times: 0, seconds: 0 };
    known.times += 1;
    known.seconds += secondsOf(each, now);
    found.set(each.alert.id, known);
  }
  return [...found.values()].sort((left, right) => right.times - left.times || right.seconds - left.seconds || left.name.localeCompare(right.name));
}

export interface Bucket {
  readonly start: number;
  readonly end: number;
  readonly critical: number;
  readonly warning: number;
}

const hour = 3_600_000, day = 24 * hour;

/** The start of the bar a moment belongs to. Days are days of the person's calendar, also where clocks change. */
function barStart(moment: number, step: number): number {
  const at = new Date(moment);
  if (step >= day) return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  const midnight = new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  return midnight + Math.floor((moment - midnight) / step) * step;
}

function nextBar(start: number, step: number): number {
  const at = new Date(start);
  if (step < day) return start + step;
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + Math.round(step / day)).getTime();
}

export function barStep(from: number, to: number): number {
  const span = to - from;
  return span <= 2 * day ? hour : span <= 9 * day ? 6 * hour : day;
}

/** Bars over a range. Their sum is the number of occurrences that began in it. */
export function buckets(list: readonly Pick<Occurrence, "start" | "alert">[], from: number, to: number): readonly Bucket[] {
  const step = barStep(from, to);
  const bars: { start: number; end: number; critical: number; warning: number }[] = [];
  for (let at = barStart(from, step); at <= to && bars.length < 400;) {
    const next = nextBar(at, step);
    bars.push({ start: at, end: next, critical: 0, warning: 0 });
    at = next;
  }
  for (const each of list) {
    if (each.start < from || each.start > to) continue;
    const bar = bars.find((candidate) => each.start >= candidate.start && each.start < candidate.end);
    if (bar) bar[each.alert.level] += 1;
  }
  return bars;
}

/** The calendar day of a moment in the preferred zone, sortable. */
export function dayKey(moment: number): string {
  return new Date(moment + zoneOffset(moment)).toISOString().slice(0, 10);
}

const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

export function dayTitle(key: string, now: number): string {
  const day = Date.parse(key);
  const ago = (Date.parse(dayKey(now)) - day) / 86_400_000;
  return ago === 0 ? "Today" : ago === 1 ? "Yesterday" : longDay.format(day);
}
