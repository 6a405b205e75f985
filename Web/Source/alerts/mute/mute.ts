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

const pattern = /^Muted until (\d{4}-\d\d-\d\dT\d\d:\d\dZ)\.?\s*/;

/** The note tells everybody until when a mute is meant: an override has no end of its own, so people are reminded of it. */
export function noteOf(until: number | null, reason: string): string {
  const end = until === null ? "" : `Muted until ${new Date(until).toISOString().slice(0, 16)}Z`;
  return [end, reason.trim()].filter(Boolean).join(". ");
}

export function mutedIn(config: JsonObject): readonly Muted[] {
  return Object.entries(isObject(config.overrides) ? config.overrides : {}).flatMap(([key, value]): Muted[] => {
    if (!isObject(value) || value.disabled !== true) return [];
    const note = typeof value.note === "string" ? value.note : "";
    const end = Date.parse(pattern.exec(note)?.[1] ?? "");
    return [{ key, until: Number.isFinite(end) ? end : null, reason: note.replace(pattern, "") }];
  });
}

/** The configuration in which nothing is raised of these resources. */
export function withMute(config: JsonObject, keys: readonly string[], until: number | null, reason: string): JsonObject {
  return keys.reduce((next, key) => withValue(withValue(next, ["overrides", key, "disabled"], true), ["overrides", key, "note"], noteOf(until, reason) || valueAt(next, ["overrides", key, "note"])), config);
}

/** The configuration without their mute; other values of their overrides stay. */
export function withoutMute(config: JsonObject, keys: readonly string[]): JsonObject {
  return keys.reduce((next, key) => {
    const note = valueAt(next, ["overrides", key, "note"]);
    const rest = typeof note === "string" ? note.replace(pattern, "") : "";
    return withValue(withValue(next, ["overrides", key, "disabled"], undefined), ["overrides", key, "note"], rest === "" ? undefined : rest);
  }, config);
}

/** The next 8 o'clock in the morning where the person is. */
export function tomorrowMorning(now: number): number {
  const at = new Date(now);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1, 8).getTime();
}
