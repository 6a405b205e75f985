import { unknown } from "./bytes.ts";

const second = 1000, minute = 60, hour = 3600, day = 86400;

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const shortClock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric" });
const dayMonth = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const dayTime = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

/** Seconds a machine is up: `26d 4h`, `4h 12m`, `12m`. */
export function uptime(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !(seconds >= 0)) return unknown;
  const days = Math.floor(seconds / day), hours = Math.floor(seconds % day / hour), minutes = Math.floor(seconds % hour / minute);
  if (days > 0) return `${days}d ${hours}h`;
  if (hours > 0) return `${hours}h ${minutes}m`;
  return `${minutes}m`;
}

/** Seconds something lasts: `45s`, `3m 20s`, `2h 5m`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < minute) return `${whole}s`;
  if (whole < hour) return pair(Math.floor(whole / minute), "m", whole % minute, "s");
  if (whole < day) return pair(Math.floor(whole / hour), "h", Math.floor(whole % hour / minute), "m");
  return pair(Math.floor(whole / day), "d", Math.floor(whole % day / hour), "h");
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit} ${small}${smallUnit}`;
}

/** How old something is, in one unit: `45s`, `12m`, `5h`, `3d`. */
export function age(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < minute) return `${whole}s`;
  if (whole < hour) return `${Math.floor(whole / minute)}m`;
  if (whole < day) return `${Math.floor(whole / hour)}h`;
  return `${Math.floor(whole / day)}d`;
}

/** Distance of a moment from now: `just now`, `5 min ago`, `3 h ago`, `2 d ago`, then the date; `in 5 min`. */
export function relative(moment: number | null | undefined, now: number): string {
  if (!moment) return unknown;
  const seconds = (now - moment) / second;
  const distance = Math.abs(seconds);
  // Two clocks are rarely equal: a moment slightly ahead is still now.
  if (distance < minute) return seconds >= -5 ? "just now" : "in a moment";
  const words = distance < hour
    ? `${Math.floor(distance / minute)} min`
    : distance < day
    ? `${Math.floor(distance / hour)} h`
    : `${Math.floor(distance / day)} d`;
  if (seconds < 0) return distance < 60 * day ? `in ${words}` : date.format(moment);
  return distance < 7 * day ? `${words} ago` : date.format(moment);
}

/** A moment of the last days: `26 Nov, 14:05`. */
export function dayAndTime(moment: number): string {
  return dayTime.format(moment);
}

export function clockTime(moment: number): string {
  return clock.format(moment);
}

export function calendarDate(moment: number | null | undefined): string {
  return moment ? date.format(moment) : unknown;
}

/** Local time with its zone, and UTC: for explanations. */
export function exactTime(moment: number): string {
  return `${full.format(moment)} (${new Date(moment).toISOString().replace("T", " ").slice(0, 19)} UTC)`;
}

/** Label of a time axis whose ticks are `step` milliseconds apart. */
export function axisTime(moment: number, step: number): string {
  if (step < minute * second) return clock.format(moment);
  if (step < day * second) {
    const local = new Date(moment);
    return local.getHours() === 0 && local.getMinutes() === 0 && step >= 3 * hour * second ? dayMonth.format(moment) : shortClock.format(moment);
  }
  return dayMonth.format(moment);
}
