import { isObject, type Json, type JsonObject, same } from "../../live/mergePatch.ts";
import { mergedLists } from "./listMerge.ts";

/** One value of a configuration that was changed. `undefined` is a value that is not there. */
export interface Change {
  readonly path: readonly string[];
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/** A pair of trigger and clear is one value; so are lists. */
function isWhole(value: Json | undefined): boolean {
  return !isObject(value) || "trigger" in value;
}

/** What makes `after` out of `before`, value by value. */
export function changesBetween(before: Json | undefined, after: Json | undefined, path: readonly string[] = []): readonly Change[] {
  if (same(before, after)) return [];
  if (path.length > 0 && ((before === undefined ? true : isWhole(before)) && (after === undefined ? true : isWhole(after)))) return [{ path, from: before, to: after }];
  const left: JsonObject = isObject(before) ? before : {}, right: JsonObject = isObject(after) ? after : {};
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return keys.flatMap((key) => changesBetween(left[key], right[key], [...path, key]));
}

export function valueAt(config: Json | undefined, path: readonly string[]): Json | undefined {
  let value: Json | undefined = config;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** The same configuration with one value set or, with `undefined`, taken out; an override without values goes too. */
export function withValue(config: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return config;
  const next: Record<string, Json> = { ...config };
  if (rest.length > 0) {
    const inner = isObject(config[key]) ? config[key] : {};
    const changed = withValue(inner, rest, value);
    if (value === undefined && Object.keys(changed).length === 0) delete next[key];
    else next[key] = changed;
  } else if (value === undefined) delete next[key];
  else next[key] = value;
  return next;
}

export function withChanges(config: JsonObject, changes: readonly Change[]): JsonObject {
  let result = config;
  for (const change of changes) result = withValue(result, change.path, change.to);
  return result;
}

export interface Conflict {
  readonly path: readonly string[];
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface Merged {
  /** Theirs with mine on top; where both changed the same value, mine. */
  readonly config: JsonObject;
  /** What the others changed meanwhile. */
  readonly theirs: readonly Change[];
  readonly conflicts: readonly Conflict[];
}

/** Two people changed what they both had read: everything only one of them changed is kept. */
export function merged(base: JsonObject, mine: JsonObject, theirs: JsonObject): Merged {
  const ours = changesBetween(base, mine), others = changesBetween(base, theirs);
  const overlaps = (left: readonly string[], right: readonly string[]) => left.slice(0, right.length).join("\0") === right.slice(0, left.length).join("\0");
  const settled: Change[] = [];
  const conflicts = ours.flatMap((change): Conflict[] => {
    const other = others.find((each) => overlaps(change.path, each.path));
    const now = valueAt(theirs, change.path);
    if (!other || same(change.to, now)) return [];
    const both = same(other.path, change.path) ? mergedLists(change.from, change.to, now) : null;
    if (both) settled.push({ path: change.path, from: now, to: both });
    return both ? [] : [{ path: change.path, base: change.from, mine: change.to, theirs: now }];
  });
  return { config: withChanges(theirs, [...ours, ...settled]), theirs: others, conflicts };
}
