import { isObject, type Json, type JsonObject, same } from "../../live/mergePatch.ts";
import { withValue } from "../configuration/difference.ts";
import { pairOf, pairProblem } from "../configuration/validation.ts";

/** What is being changed in one or many overrides: only what was touched; `null` takes a value out. */
export type Touched = Readonly<Record<string, Json>>;

/** A value that all chosen overrides have, or that they differ in it. */
export type Common = { readonly value: Json | undefined; readonly mixed: boolean };

export function commonValue(overrides: JsonObject, keys: readonly string[], name: string, touched: Touched): Common {
  if (Object.hasOwn(touched, name)) return { value: touched[name] ?? undefined, mixed: false };
  const values = keys.map((key) => {
    const own = overrides[key];
    return isObject(own) ? own[name] : undefined;
  });
  return values.every((value) => same(value ?? null, values[0] ?? null)) ? { value: values[0], mixed: false } : { value: undefined, mixed: true };
}

/** The configuration with what was touched in every chosen override. What is off or empty is taken out: an override without values goes. */
export function withTouched(config: JsonObject, keys: readonly string[], touched: Touched): JsonObject {
  let next = config;
  for (const key of keys) {
    for (const [name, value] of Object.entries(touched)) next = withValue(next, ["overrides", key, name], value === null || value === false || value === "" ? undefined : value);
  }
  return next;
}

export function touchedProblem(touched: Touched): string | null {
  for (const [name, value] of Object.entries(touched)) {
    const pair = pairOf(value);
    const problem = pair ? pairProblem(name, pair) : null;
    if (problem) return problem;
  }
  return null;
}
