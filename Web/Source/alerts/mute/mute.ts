import { isObject, type JsonObject } from "../../live/mergePatch.ts";
import { withValue } from "../configuration/difference.ts";

/** The longest a mute may be asked for, in hours. */
export const longest = 24 * 30;

/** A resource of which no alerts are raised. */
export interface Muted {
  /** The key of its override. */
  readonly key: string;
  /** When it ends; `null` when somebody has to end it. */
  readonly until: number | null;
  readonly reason: string;
}

export function mutedIn(config: JsonObject): readonly Muted[] {
  return Object.entries(isObject(config.overrides) ? config.overrides : {}).flatMap(([key, value]): Muted[] => {
    if (!isObject(value) || value.disabled !== true) return [];
    const end = typeof value.disabledUntil === "string" ? Date.parse(value.disabledUntil) : NaN;
    const words = [value.disabledReason, value.note].find((each): each is string => typeof each === "string");
    return [{ key, until: Number.isFinite(end) ? end : null, reason: words ?? "" }];
  });
}

/** The configuration in which nothing is raised of these resources. The server lifts it at its end. */
export function withMute(config: JsonObject, keys: readonly string[], until: number | null, reason: string): JsonObject {
  const values: Readonly<Record<string, true | string | undefined>> = {
    disabled: true,
    disabledUntil: until === null ? undefined : new Date(Math.ceil(until / 1000) * 1000).toISOString().replace(".000Z", "Z"),
    disabledReason: reason.trim() === "" ? undefined : reason.trim(),
  };
  return keys.reduce((next, key) => withValues(next, key, values), config);
}

/** The configuration without their mute; other values of their overrides stay. */
export function withoutMute(config: JsonObject, keys: readonly string[]): JsonObject {
  return keys.reduce((next, key) => withValues(next, key, { disabled: undefined, disabledUntil: undefined, disabledReason: undefined }), config);
}

function withValues(config: JsonObject, key: string, values: Readonly<Record<string, true | string | undefined>>): JsonObject {
  return Object.entries(values).reduce((next, [member, value]) => withValue(next, ["overrides", key, member], value), config);
}

/** The next 8 o'clock in the morning where the person is. */
export function tomorrowMorning(now: number): number {
  const at = new Date(now);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1, 8).getTime();
}
