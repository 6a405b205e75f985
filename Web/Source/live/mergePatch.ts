/** A JSON value as it comes from the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * RFC 7386 merge patch: `null` deletes a key, objects merge, everything else replaces.
 * Unchanged parts keep their identity, so a view compares by reference what it has drawn.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return same(target, patch) ? target as Json : patch;
  const base: JsonObject = isObject(target) ? target : {};
  let result: Record<string, Json> | null = isObject(target) ? null : {};
  for (const [key, change] of Object.entries(patch)) {
    const known = Object.hasOwn(base, key);
    if (change === null) {
      if (known) delete (result ??= { ...base })[key];
      continue;
    }
    const merged = mergePatch(known ? base[key] : undefined, change);
    if (!known || merged !== base[key]) put(result ??= { ...base }, key, merged);
  }
  return result ?? base;
}

/** `__proto__` from the wire is a key like any other and must not reach the prototype. */
function put(object: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Deep equality of JSON values. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]));
}
