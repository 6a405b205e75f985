import { isObject, type Json, type JsonObject, same } from "../../live/mergePatch.ts";

/** Lists of things with an id, such as rules: what two people changed in different things is put together. `null` when both changed one thing differently, or the lists have no ids. */
export function mergedLists(base: Json | undefined, mine: Json | undefined, theirs: Json | undefined): readonly Json[] | null {
  const [old, own, other] = [keyed(base), keyed(mine), keyed(theirs)];
  if (!old || !own || !other) return null;
  const result = new Map(other);
  for (const id of new Set([...old.keys(), ...own.keys()])) {
    const was = old.get(id), now = own.get(id), there = other.get(id);
    if (same(was ?? null, now ?? null) || same(now ?? null, there ?? null)) continue;
    if (!same(was ?? null, there ?? null)) return null;
    if (now === undefined) result.delete(id);
    else result.set(id, now);
  }
  return [...result.values()];
}

function keyed(list: Json | undefined): Map<string, JsonObject> | null {
  if (list === undefined || list === null) return new Map();
  if (!Array.isArray(list)) return null;
  const found = new Map<string, JsonObject>();
  for (const each of list) {
    if (!isObject(each) || typeof each.id !== "string" || found.has(each.id)) return null;
    found.set(each.id, each);
  }
  return found;
}
