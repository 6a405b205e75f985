import { type Json, mergePatch, same } from "../Source/live/mergePatch.ts";
import { equal, randoms } from "./check.ts";

Deno.test("the examples of RFC 7386", () => {
  const table: [Json, Json, Json][] = [
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [["a", "b"], ["c", "d"], ["c", "d"]],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [target, patch, result] of table) equal(mergePatch(target, patch), result, JSON.stringify(patch));
});

Deno.test("unchanged parts keep their identity and the input is never changed", () => {
  const target = { cpu: { current: 1 }, disks: [{ name: "a" }], name: "x" };
  const copy = structuredClone(target);
  const merged = mergePatch(target, { cpu: { current: 2 } }) as typeof target;
  equal(merged.disks === target.disks, true);
  equal(merged === target, false);
  equal(mergePatch(target, { cpu: { current: 1 }, disks: [{ name: "a" }], gone: null }) === target, true, "nothing changed");
  equal(target, copy);
});

Deno.test("a key named __proto__ stays a key", () => {
  const merged = mergePatch({}, JSON.parse('{"__proto__":{"bad":true}}')) as Record<string, unknown>;
  equal(Object.hasOwn(merged, "__proto__"), true);
  equal(({} as Record<string, unknown>).bad, undefined);
});

/** The merge patch that turns one object into another; the server's side of the contract. */
function diff(from: Record<string, Json>, to: Record<string, Json>): Json {
  const patch: Record<string, Json> = {};
  for (const key of Object.keys(from)) if (!(key in to)) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    const old = from[key];
    if (same(old, value)) continue;
    const nested = typeof old === "object" && old !== null && !Array.isArray(old) && typeof value === "object" && value !== null && !Array.isArray(value);
    patch[key] = nested ? diff(old as Record<string, Json>, value as Record<string, Json>) : value;
  }
  return patch;
}

Deno.test("applying the difference of two random objects gives the second", () => {
  const random = randoms(7);
  const make = (depth: number): Record<string, Json> => {
    const object: Record<string, Json> = {};
    for (const key of ["a", "b", "c", "d"]) {
      const kind = random();
      if (kind < 0.3) continue;
      object[key] = kind < 0.5 && depth > 0 ? make(depth - 1) : kind < 0.7 ? [Math.floor(random() * 3)] : Math.floor(random() * 3);
    }
    return object;
  };
  for (let round = 0; round < 500; round += 1) {
    const from = make(3), to = make(3);
    equal(mergePatch(from, diff(from, to)), to, `round ${round}: ${JSON.stringify(from)}`);
  }
});
