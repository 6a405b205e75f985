import { isObject, type JsonObject } from "../../live/mergePatch.ts";
import { valueAt, withValue } from "../configuration/difference.ts";

/** The longest a mute may be asked for, in hours. */
export const longest = 24 * 30;

/** A resource of which no alerts are raised. */
export interface Muted {
  /** The key of its override. */
  readonly key: string;
  /** When it was meant to end; `null` when nobody said. */
  readonly until: number | null;
  readonly reason: string;
}

const pattern = /^Muted(?: until (\d{4}-\d\d-\d\dT\d\d:\d\dZ))?(?: \(([^)]*)\))?\. ?/;

/** The note tells everybody until when a mute is meant: an override has no end of its own, so people are reminded of it. What stood there before stays behind it. */
export function noteOf(until: number | null, reason: string, before = ""): string {
  const end = until === null ? "" : ` until ${new Date(until).toISOString().slice(0, 16)}Z`;
  const why = reason.trim().replaceAll("(", "[").replaceAll(")", "]");
  return `Muted${end}${why === "" ? "" : ` (${why})`}. ${before.replace(pattern, "")}`.trim();
}

export function mutedIn(config: JsonObject): readonly Muted[] {
  return Object.entries(isObject(config.overrides) ? config.overrides : {}).flatMap(([key, value]): Muted[] => {
    if (!isObject(value) || value.disabled !== true) return [];
    const note = typeof value.note === "string" ? value.note : "", found = pattern.exec(note);
    const end = Date.parse(found?.[1] ?? "");
    return [{ key, until: Number.isFinite(end) ? end : null, reason: found ? found[2] ?? "" : note }];
  });
}

/** The configuration in which nothing is raised of these resources. */
export function withMute(config: JsonObject, keys: readonly string[], until: number | null, reason: string): JsonObject {
  return keys.reduce((next, key) => withValue(withValue(next, ["overrides", key, "disabled"], true), ["overrides", key, "note"], noteOf(until, reason, noteIn(next, key))), config);
}

/** The configuration without their mute; other values of their overrides stay. */
export function withoutMute(config: JsonObject, keys: readonly string[]): JsonObject {
  return keys.reduce((next, key) => {
    const rest = noteIn(next, key).replace(pattern, "");
    return withValue(withValue(next, ["overrides", key, "disabled"], undefined), ["overrides", key, "note"], rest === "" ? undefined : rest);
  }, config);
}

function noteIn(config: JsonObject, key: string): string {
  const note = valueAt(config, ["overrides", key, "note"]);
  return typeof note === "string" ? note : "";
}

/** The next 8 o'clock in the morning where the person is. */
export function tomorrowMorning(now: number): number {
  const at = new Date(now);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1, 8).getTime();
}
