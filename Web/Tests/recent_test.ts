import { fullIn, readFillings } from "../Source/overview/forecasts.ts";
import { gathered, readHappenings } from "../Source/overview/recent.ts";
import { equal } from "./check.ts";

const row = (kind: string, more: object = {}) => ({ id: kind, occurredAt: "2026-11-27T08:00:00Z", resourceId: "vm-1", resourceName: "web", kind, reason: "It happened", ...more });

Deno.test("what happened is told in the words of its kind; alerts with how bad they are", () => {
  const told = readHappenings([row("restart"), row("alert_fired", { metadata: { level: "critical", alertIdentifier: "a" } }), row("alert_resolved"), row("relationship_change", { metadata: { changeType: "migration" } }), row("something_new")]);
  equal(told.map((each) => `${each.word} ${each.tone}`), ["Restart info", "Alert critical", "Alert over info", "Migration info", "something new info"]);
  equal(told[0], { id: "restart", at: Date.UTC(2026, 10, 27, 8), resource: "vm-1", name: "web", icon: "refresh", word: "Restart", text: "It happened", tone: "info", others: 0 });
});

Deno.test("the same of many at about one time is one line", () => {
  const at = (minute: number, kind = "restart") => row(kind, { occurredAt: new Date(Date.UTC(2026, 10, 27, 8, minute)).toISOString() });
  const lines = gathered(readHappenings([at(30), at(29), at(26), at(25), at(24, "activity"), at(23)]));
  equal(lines.map((each) => `${each.word} ${each.others}`), ["Restart 2", "Restart 0", "Activity 0", "Restart 0"]);
});

Deno.test("odd rows are left out, a resource without a name goes by its id", () => {
  equal(readHappenings(null), []);
  equal(readHappenings(["x", row("restart", { occurredAt: "soon" })]), []);
  equal(readHappenings([row("restart", { resourceName: "" })])[0]?.name, "vm-1");
});

Deno.test("what fills up within thirty days, the soonest first", () => {
  const forecast = (id: string, days: number | null) => ({ resource_id: id, resource_name: id.toUpperCase(), current_value: 80, time_to_threshold: days === null ? null : days * 86_400 });
  equal(readFillings([forecast("b", 20), forecast("c", 31), forecast("a", 0.2), forecast("d", null), 7]).map((each) => each.name), ["A", "B"]);
  equal(readFillings(undefined), []);
  equal([0.02, 0.2, 1.9, 2, 12.4].map((days) => fullIn({ id: "", name: "", now: 1, left: days * 86_400 })), ["full in 1 hour", "full in 5 hours", "full in 46 hours", "full in 2 days", "full in 12 days"]);
});
