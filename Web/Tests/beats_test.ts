import { type Beat, beatCount, beatsOf, shareWell } from "../Source/overview/beats.ts";
import { equal, randoms } from "./check.ts";

const hour = 3_600_000;
const span = { from: 0, to: beatCount * hour };
const all = Array.from({ length: beatCount }, (_, index) => index * hour + 1);
const short = (beats: readonly Beat[]) => beats.map((beat) => beat[0]).join("");

Deno.test("parts are well where something was measured, and unknown elsewhere", () => {
  equal(short(beatsOf(span, [], [])), "u".repeat(60));
  equal(short(beatsOf(span, all.slice(30), [])), `${"u".repeat(30)}${"w".repeat(30)}`);
  equal(short(beatsOf(span, all.slice(0, 59), [])), "w".repeat(60), "the last part has only begun");
  equal(short(beatsOf(span, all.slice(0, 58), [])), `${"w".repeat(58)}uu`);
  equal(short(beatsOf(span, [-1, span.to + 5], [])), "u".repeat(60));
});

Deno.test("the worst trouble of a part counts, also where nothing was measured", () => {
  const beats = beatsOf(span, all, [{ level: "critical", from: 10.5 * hour, to: 11.5 * hour }, { level: "warning", from: 9 * hour, to: 12.5 * hour }, { level: "warning", from: 58 * hour, to: null }, { level: "critical", from: -5 * hour, to: -hour }]);
  equal(beats.slice(8, 14), ["well", "warning", "critical", "critical", "warning", "well"]);
  equal(beats.slice(57), ["well", "warning", "warning"]);
  equal(beatsOf(span, [], [{ level: "critical", from: 0, to: null }]).every((beat) => beat === "critical"), true);
});

Deno.test("the share that was well is of what was watched", () => {
  equal(shareWell(beatsOf(span, [], [])), null);
  equal(shareWell(beatsOf(span, all, [])), 100);
  equal(shareWell(beatsOf(span, all.slice(30), [{ level: "critical", from: 45 * hour, to: null }])), 50);
});

Deno.test("random troubles: always sixty parts, never better than without them", () => {
  const random = randoms(11), rank = ["unknown", "well", "warning", "critical"];
  for (let round = 0; round < 300; round += 1) {
    const troubles = Array.from({ length: 5 }, () => ({ level: random() < 0.5 ? "warning" as const : "critical" as const, from: (random() * 90 - 20) * hour, to: random() < 0.2 ? null : (random() * 90 - 10) * hour }));
    const without = beatsOf(span, all, []), beats = beatsOf(span, all, troubles);
    equal(beats.length, beatCount);
    equal(beats.every((beat, index) => rank.indexOf(beat) >= rank.indexOf(without[index] ?? "unknown")), true);
  }
});
