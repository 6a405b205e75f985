import { connectionLost, emptySnapshot, hydrated, receive, type Snapshot } from "../Source/live/snapshot.ts";
import { equal, randoms } from "./check.ts";

const machine = (id: string, cpu = 1) => ({ id, type: "agent", name: id, cpu: { current: cpu } });
const take = (snapshot: Snapshot, type: string, data: unknown) => receive(snapshot, { type, data }, 1000);
const first = take(emptySnapshot, "initialState", { resources: [machine("a"), machine("b"), machine("c")], stats: { version: "1" }, lastUpdate: 1 }).snapshot;

Deno.test("the first state is whole", () => {
  equal(first.order, ["a", "b", "c"]);
  equal(first.facts, { stats: { version: "1" }, lastUpdate: 1 });
  equal([first.baseline, first.reduced, first.receivedAt], [true, false, 1000]);
});

Deno.test("removed, upserts, order", () => {
  const { snapshot } = take(first, "rawData", {
    stats: null,
    lastUpdate: 2,
    resourceDelta: { removed: ["b"], upserts: [{ id: "a", cpu: { current: 9 } }, machine("d")], order: ["d", "a", "unknown"] },
  });
  equal(snapshot.order, ["d", "a", "c"], "ids missing from the order go last, unknown ones are left out");
  equal(snapshot.resources.get("a")?.cpu?.current, 9);
  equal(snapshot.resources.get("a")?.name, "a");
  equal(snapshot.resources.has("b"), false);
  equal(snapshot.facts, { lastUpdate: 2 }, "a key sent as null is gone");
  equal(first.resources.get("a")?.cpu?.current, 1, "the old snapshot is as it was");
});

Deno.test("without an order new ids are appended and removed ones leave", () => {
  const { snapshot } = take(first, "rawData", { resourceDelta: { upserts: [machine("z"), machine("d")], removed: ["a"] } });
  equal(snapshot.order, ["b", "c", "z", "d"]);
});

Deno.test("a removed id that comes again in the same frame appears once", () => {
  const { snapshot } = take(first, "rawData", { resourceDelta: { removed: ["b"], upserts: [machine("b", 5)] } });
  equal([...snapshot.order].sort(), ["a", "b", "c"]);
  equal(snapshot.resources.get("b")?.cpu?.current, 5);
});

Deno.test("a delta without a baseline is not applied and asks for everything", () => {
  const lost = connectionLost(first);
  const { snapshot, followUp } = take(lost, "rawData", { resourceDelta: { removed: ["a"] } });
  equal(followUp, "requestData");
  equal(snapshot.order, ["a", "b", "c"], "what was shown stays");
  const full = take(lost, "rawData", { resources: [machine("q")] });
  equal([full.snapshot.order, full.snapshot.baseline, full.followUp], [["q"], true, null]);
});

Deno.test("a state that is too large is read by HTTP and only displayed", () => {
  const large = take(first, "stateTooLarge", { hydrateFrom: "/api/state" });
  equal([large.followUp, large.snapshot.baseline], ["hydrate", false]);
  const shown = hydrated({ resources: [machine("big")] }, 5);
  equal([shown.reduced, shown.baseline, shown.order], [true, false, ["big"]]);
  equal(take(shown, "rawData", { resourceDelta: { removed: ["big"] } }).snapshot.order, ["big"]);
});

Deno.test("strange messages change nothing", () => {
  for (const message of [null, 7, "text", [], {}, { type: "unknown" }, { type: "rawData" }, { type: "initialState", data: [] }]) {
    equal(receive(first, message, 1).snapshot === first, true, JSON.stringify(message));
  }
  const odd = take(first, "rawData", { resourceDelta: { upserts: [null, 3, { noId: true }], removed: "a", order: [1, "c"] } }).snapshot;
  equal(odd.order, ["c", "a", "b"]);
});

Deno.test("random deltas: order and resources always hold the same ids, once each", () => {
  const random = randoms(42);
  const ids = "abcdefgh".split("");
  const some = () => ids.filter(() => random() < 0.3);
  let snapshot = first;
  for (let round = 0; round < 1000; round += 1) {
    const resourceDelta = { removed: some(), upserts: some().map((id) => machine(id, round)), ...(random() < 0.5 ? { order: some() } : {}) };
    snapshot = take(snapshot, "rawData", { resourceDelta }).snapshot;
    equal([...snapshot.order].sort(), [...snapshot.resources.keys()].sort(), `round ${round}`);
    equal(new Set(snapshot.order).size, snapshot.order.length);
  }
});
