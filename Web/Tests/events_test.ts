import { eventsOfBackup, eventsOfIncidents, marksOf } from "../Source/history/events.ts";
import { equal } from "./check.ts";

const at = (second: number) => new Date(second * 1000).toISOString();
const incident = { id: "i1", alertIdentifier: "vm 1", alertType: "cpu", level: "critical", message: "CPU at 97 %", openedAt: at(100), closedAt: at(200) };

Deno.test("incidents are stretches of time, what people did are moments", () => {
  const events = eventsOfIncidents([
    { ...incident, events: [{ id: "e1", type: "alert_fired", timestamp: at(100) }, { id: "e2", type: "note", timestamp: at(150), summary: "Note", details: { note: "a job", user: "ada" } }] },
    { ...incident, id: "i2", alertType: "offline", level: "warning", openedAt: at(300), closedAt: undefined },
    { id: "i3" },
    null,
  ]);
  equal(events.map(({ id, at, until, tone, metric }) => [id, at, until, tone, metric]), [["i1", 100_000, 200_000, "critical", "cpu"], ["e2", 150_000, null, "info", "cpu"], ["i2", 300_000, Infinity, "warning", null]]);
  equal([events[0]?.href, events[1]?.by, events[1]?.text], ["/alerts/overview?alert=vm%201", "ada", "a job"]);
  equal(eventsOfIncidents(undefined), []);
});

Deno.test("a chart marks what is about its metrics or about all; what goes on ends now", () => {
  const events = eventsOfIncidents([incident, { ...incident, id: "i2", alertType: "offline", openedAt: at(300), closedAt: undefined }]);
  equal(marksOf(events, ["cpu"], 400_000).map(({ from, to, text }) => [from, to, text]), [[100_000, 200_000, "CPU alert: CPU at 97 %"], [300_000, 400_000, "Offline alert: CPU at 97 %"]]);
  equal(marksOf(events, ["memory"], 400_000).length, 1);
});

Deno.test("the last backup is a moment; none is none", () => {
  equal(eventsOfBackup(at(50)).map(({ at, until, word }) => [at, until, word]), [[50_000, null, "Backup"]]);
  for (const none of [undefined, "", "0001-01-01T00:00:00Z", "soon"]) equal(eventsOfBackup(none), [], String(none));
});
