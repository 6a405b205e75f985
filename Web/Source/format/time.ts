import { preferences } from "../preferences/preferences.ts";
import { unknown } from "./bytes.ts";

const second = 1000, minute = 60, hour = 3600, day = 86400;

/** A way to write moments, in the locale of the browser and the preferred zone. Making a formatter takes long: there is one for each zone. */
export function momentFormat(options: Intl.DateTimeFormatOptions): (moment: number) => string {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (moment) => {
    const { zone } = preferences.value;
    const format = made.get(zone) ?? new Intl.DateTimeFormat(undefined, zone === "UTC" ? { ...options, timeZone: zone } : options);
    made.set(zone, format);
    return format.format(moment);
  };
}

/** A moment of day: `14:05:10`. */
export const clockTime = momentFormat({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
/** A moment of the last days: `26 Nov, 14:05`. */
export const dayAndTime = momentFormat({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
/** The same to the second: `26 Nov, 14:05:10`. */
export const dayAndClock = momentFormat({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
const shortClock = momentFormat({ hour: "2-digit", minute: "2-digit" });
const date = momentFormat({ year: "numeric", month: "short", day: "numeric" });
const dayMonth = momentFormat({ month: "short", day: "numeric" });
const full = momentFormat({ dateStyle: "medium", timeStyle: "long" });

/** Milliseconds the preferred zone is ahead of UTC at a moment. */
export function zoneOffset(moment: number): number {
  return preferences.value.zone === "UTC" ? 0 : -new Date(moment).getTimezoneOffset() * minute * second;
}

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
  if (seconds < 0) return distance < 60 * day ? `in ${words}` : date(moment);
  return distance < 7 * day ? `${words} ago` : date(moment);
}

export function calendarDate(moment: number | null | undefined): string {
  return moment ? date(moment) : unknown;
}

/** Local time with its zone, and UTC: for explanations. */
export function exactTime(moment: number): string {
  return `${full(moment)} (${new Date(moment).toISOString().replace("T", " ").slice(0, 19)} UTC)`;
}

/** Label of a time axis whose ticks are `step` milliseconds apart. */
export function axisTime(moment: number, step: number): string {
  if (step < minute * second) return clockTime(moment);
  if (step < day * second) {
    const midnight = (moment + zoneOffset(moment)) % (day * second) === 0;
    return midnight && step >= 3 * hour * second ? dayMonth(moment) : shortClock(moment);
  }
  return dayMonth(moment);
}
