import { type ChangeRow, eventsOfChanges, eventsOfGaps, readStates } from "../Source/history/changes.ts";
import { availabilityOf, partsOf } from "../Source/history/stateParts.ts";
import { equal } from "./check.ts";

const at = (second: number) => new Date(second * 1000).toISOString();
const state = (from: number, to: number, status: string, gap = "") => ({ from: from * 1000, to: to * 1000, status, gap });

Deno.test("changes become events; those of alerts are told by their incidents", () => {
  const row = (kind: string, changeType: string, more = {}): ChangeRow => ({ id: kind, occurredAt: at(5), kind, reason: "why", metadata: { changeType, ...more } });
  const events = eventsOfChanges([row("state_transition", "status"), row("relationship_change", "migration"), row("alert_fired", "alert_fired", { alertIdentifier: "x" }), row("new_kind", ""), { ...row("restart", ""), occurredAt: "soon" }]);
  equal(events.map(({ word, text, at, until }) => [word, text, at, until]), [["State", "why", 5000, null], ["Migration", "why", 5000, null], ["new kind", "why", 5000, null]]);
});

Deno.test("states are read, and times without measurements are marked", () => {
  const states = readStates([{ from: at(0), to: at(10), status: "unknown", gap: "not_seen_yet" }, { from: at(10), to: at(20), status: "online" }, { from: at(20), to: at(30), status: "unknown", gap: "not_watched" }, { from: at(30), to: at(30), status: "online" }, null]);
  equal(states, [state(0, 10, "unknown", "not_seen_yet"), state(10, 20, "online"), state(20, 30, "unknown", "not_watched")]);
  equal(eventsOfGaps(states).map(({ at, until, text }) => [at, until, text]), [[20_000, 30_000, "Pulse was not running"]]);
  equal(readStates(undefined), []);
});

Deno.test("each part of a strip has the worst state in it and tells how long each lasted", () => {
  const states = [state(0, 15, "online"), state(15, 18, "offline"), state(18, 30, "online"), state(30, 40, "unknown", "gone")];
  const parts = partsOf(states, 0, 50_000, 5);
  equal(parts.map((part) => part.status), ["online", "offline", "online", "unknown", "unknown"]);
  equal(parts.map((part) => part.text), ["Online", "Online 7s, Offline 3s", "Online", "Was not there", "Not known"]);
  equal([parts[0]?.from, parts[4]?.to], [0, 50_000]);
});

Deno.test("availability counts known time only; degraded is up", () => {
  const states = [state(0, 50, "online"), state(50, 60, "offline"), state(60, 80, "warning"), state(80, 85, "offline"), state(85, 100, "unknown", "not_watched")];
  equal(availabilityOf(states, 0, 100_000), { online: 70 / 85 * 100, outages: 2, longest: 10_000 });
  equal(availabilityOf(states, 55_000, 70_000), { online: 10 / 15 * 100, outages: 1, longest: 5000 });
  equal(availabilityOf([state(0, 9, "unknown")], 0, 9000), { online: null, outages: 0, longest: 0 });
});
