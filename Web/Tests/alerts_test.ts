import { readAlert } from "../Source/alerts/alert.ts";
import { reading } from "../Source/alerts/alertTypes.ts";
import { countsOf, passes, rowsOf } from "../Source/alerts/active/activeRows.ts";
import { groupOf, groupTitles } from "../Source/alerts/active/alertGroups.ts";
import { changesBetween, merged, valueAt, withValue } from "../Source/alerts/configuration/difference.ts";
import { pairProblem, problemsIn } from "../Source/alerts/configuration/validation.ts";
import { buckets, noise, occurrenceOf } from "../Source/alerts/history/occurrences.ts";
import { changesBefore } from "../Source/alerts/changesBefore.ts";
import { holdWords, offWords, readingWords } from "../Source/alerts/explanationWords.ts";
import { policySentence, type Schedule } from "../Source/alerts/schedule/policy.ts";
import { simulate } from "../Source/alerts/schedule/simulate.ts";
import { dayWords, isQuiet, isQuietAt, nextChange, type QuietHours, quietSpans } from "../Source/alerts/schedule/quietHours.ts";
import { equal } from "./check.ts";

const made = (change: object) => {
  const alert = readAlert({ id: "a", type: "cpu", level: "warning", resourceId: "vm-1", resourceName: "web", node: "pve1", message: "CPU at 91 %", value: 91.24, threshold: 80, startTime: "2026-03-02T10:00:00Z", ...change });
  if (!alert) throw new Error("not an alert");
  return alert;
};
const none = { text: "", severity: null, platform: null, type: null, node: null, tag: null, acknowledged: null };

Deno.test("readings are said for what was measured, not for states", () => {
  equal(reading(made({})), { value: "91.2 %", threshold: "80 %" });
  equal(reading(made({ type: "diskRead", value: 120, threshold: 100 }))?.value, "120 MB/s");
  equal(reading(made({ type: "connectivity", value: 1, threshold: 1 })), null);
  equal(readAlert({ level: "warning" }), null);
});

Deno.test("alerts of a host out of reach belong to it, not to one of the same name elsewhere", () => {
  const down = made({ id: "n", type: "connectivity", level: "critical", resourceId: "node-1", resourceName: "pve1", node: "pve1", instance: "prod" });
  const list = [down, made({ id: "g", resourceId: "vm-1", instance: "prod" }), made({ id: "x", resourceId: "vm-2", node: "pve2", instance: "prod" }), made({ id: "y", resourceId: "vm-3", instance: "lab" })];
  const rows = rowsOf(list, []);
  equal(rows.map((row) => row.cause?.name ?? null), [null, "pve1", null, null]);
  equal(rows.map(groupOf), ["node-1", "node-1", "vm-2", "vm-3"]);
  // The parent decides also where nodes carry other names.
  const subjectOf = (alert: { resourceId: string }) => ({ id: alert.resourceId, parentId: alert.resourceId === "vm-2" ? "node-1" : null, known: true });
  equal(rowsOf(list, [], subjectOf)[2]?.cause?.id, "node-1");
});

Deno.test("alerts are put together by resource; resources of one name say where they are", () => {
  const rows = rowsOf([made({ id: "a", resourceId: "vm-1", instance: "prod" }), made({ id: "b", resourceId: "vm-2", instance: "lab" }), made({ id: "c", resourceId: "vm-2-disk-root", resourceName: "web: /", instance: "lab" }), made({ id: "d", resourceId: "vm-3", resourceName: "db" })], [], (alert) => ({ id: alert.resourceId.replace(/-disk-.*/, ""), parentId: null, known: true }));
  equal(rows.map(groupOf), ["vm-1", "vm-2", "vm-2", "vm-3"]);
  equal([...groupTitles(rows)], [["vm-1", "web (pve1, prod)"], ["vm-2", "web (pve1, lab)"], ["vm-3", "db"]]);
});

Deno.test("an alert that came back is not shown as resolved beside itself", () => {
  equal(rowsOf([made({})], [made({}), made({ id: "b" })]).map((row) => [row.alert.id, row.resolved]), [["a", false], ["b", true]]);
});

Deno.test("filters", () => {
  const rows = rowsOf([made({}), made({ id: "b", level: "critical", resourceName: "db", acknowledged: true, metadata: { tags: ["prod"] } })], []);
  const shown = (change: object) => rows.filter((row) => passes(row, { ...none, ...change })).map((row) => row.alert.id);
  equal(shown({}), ["a", "b"]);
  equal(shown({ severity: "critical" }), ["b"]);
  equal(shown({ acknowledged: "hidden" }), ["a"]);
  equal(shown({ tag: "prod" }), ["b"]);
  equal(shown({ text: "web cpu" }), ["a"]);
  equal(shown({ text: "web disk" }), []);
  equal(countsOf(rows.map((row) => row.alert)), { critical: 0, warning: 1, acknowledged: 1 });
});

Deno.test("bars count every occurrence of the range once, also on the day of a clock change", () => {
  const at = (text: string) => Date.parse(text);
  const from = at("2026-03-24T00:00:00Z"), to = at("2026-04-02T12:00:00Z");
  const list = Array.from({ length: 200 }, (_, index) => ({ start: from + index * 3_600_000, alert: made({ level: index % 3 === 0 ? "critical" : "warning" }) }));
  const bars = buckets(list, from, to);
  equal(bars.reduce((sum, bar) => sum + bar.critical + bar.warning, 0), 200);
  equal(bars.every((bar, index) => index === 0 || bar.start === bars[index - 1]?.end), true);
});

Deno.test("occurrences: running ones have no end, counts are by alert", () => {
  const running = made({ startTime: "2026-03-02T12:00:00Z", acknowledged: true });
  const active = new Map([["a", running]]);
  const now = Date.parse("2026-03-02T13:00:00Z");
  const list = [running, made({ lastSeen: "2026-03-02T10:10:00Z" }), made({ id: "b", lastSeen: "2026-03-02T10:01:00Z" })].map((alert) => occurrenceOf(alert, active));
  equal(list.map((each) => each.status), ["acknowledged", "resolved", "resolved"]);
  equal(list[0]?.end, null);
  equal(noise(list, now).map((each) => [each.id, each.times, each.seconds]), [["a", 2, 4200], ["b", 1, 60]]);
});

Deno.test("differences are told by value; a pair is one value", () => {
  const base = { guestDefaults: { cpu: { trigger: 80, clear: 75 }, memory: { trigger: 85, clear: 80 } }, overrides: {}, list: ["a"] };
  const next = withValue(withValue(base, ["guestDefaults", "cpu"], { trigger: 90, clear: 85 }), ["overrides", "vm-1", "disabled"], true);
  equal(changesBetween(base, next).map((change) => change.path.join(".")), ["guestDefaults.cpu", "overrides.vm-1.disabled"]);
  equal(base.guestDefaults.cpu.trigger, 80);
  const back = withValue(next, ["overrides", "vm-1", "disabled"], undefined);
  equal(valueAt(back, ["overrides", "vm-1"]), undefined);
  equal(changesBetween({ list: ["a"] }, { list: ["a", "b"] }).length, 1);
});

Deno.test("two people's changes are merged; only the same value is a conflict", () => {
  const base = { guestDefaults: { cpu: { trigger: 80, clear: 75 } }, overrides: { a: { disabled: true } } };
  const mine = withValue(base, ["overrides", "vm-1", "cpu"], { trigger: 95, clear: 90 });
  const theirs = withValue(withValue(base, ["overrides", "vm-2", "cpu"], { trigger: 70, clear: 65 }), ["guestDefaults", "cpu"], { trigger: 85, clear: 80 });
  const both = merged(base, mine, theirs);
  equal(both.conflicts, []);
  equal([valueAt(both.config, ["overrides", "vm-1", "cpu", "trigger"]), valueAt(both.config, ["overrides", "vm-2", "cpu", "trigger"]), valueAt(both.config, ["guestDefaults", "cpu", "trigger"])], [95, 70, 85]);
  const same = merged(base, mine, withValue(base, ["overrides", "vm-1", "cpu"], { trigger: 60, clear: 50 }));
  equal(same.conflicts.map((conflict) => conflict.path.join(".")), ["overrides.vm-1.cpu"]);
  equal(merged(base, mine, mine).conflicts, []);
});

Deno.test("what may be saved", () => {
  equal(pairProblem("cpu", { trigger: 0, clear: 0 }), null);
  equal(pairProblem("cpu", { trigger: 80, clear: 75 }), null);
  for (const [metric, trigger, clear] of [["cpu", 80, 80], ["cpu", 101, 90], ["temperature", 160, 100], ["diskRead", -5, 0]] as const) equal(pairProblem(metric, { trigger, clear }) === null, false, `${metric} ${trigger}`);
  const config = { storageDefault: { trigger: 80, clear: 90 }, backupDefaults: { warningDays: 7, criticalDays: 3 }, schedule: { quietHours: { enabled: true, start: "25:00", end: "08:00", timezone: "Mars/Base", days: { monday: true } }, escalation: { levels: [{ after: 30 }, { after: 15 }] } } };
  equal([...problemsIn(config).keys()].sort(), ["backupDefaults.criticalDays", "schedule.escalation.levels.1", "schedule.quietHours.start", "schedule.quietHours.timezone", "storageDefault"]);
});

const night: QuietHours = { enabled: true, start: "22:00", end: "06:00", timezone: "Europe/Berlin", days: { friday: true }, suppress: { offline: true } };

Deno.test("a quiet night belongs to the day it begins on, in the zone that was chosen", () => {
  equal([isQuietAt(night, 4, 21 * 60 + 59), isQuietAt(night, 4, 22 * 60), isQuietAt(night, 5, 6 * 60), isQuietAt(night, 5, 6 * 60 + 1), isQuietAt(night, 5, 23 * 60)], [false, true, true, false, false]);
  // Friday 2026-01-09, 21:30 UTC is 22:30 in Berlin.
  const friday = Date.parse("2026-01-09T21:30:00Z");
  equal(isQuiet(night, friday), true);
  equal(isQuiet({ ...night, timezone: "UTC" }, friday), false);
  equal(nextChange(night, friday), Date.parse("2026-01-10T05:01:00Z"));
  equal(nextChange({ ...night, enabled: false }, friday), null);
  equal(quietSpans(night, 4).length + quietSpans(night, 5).length, 2);
  equal([dayWords({ monday: true, tuesday: true, wednesday: true }), dayWords({ saturday: true, sunday: true }), dayWords({})], ["Mon–Wed", "Sat, Sun", "on no day"]);
});

const schedule: Schedule = {
  quietHours: night,
  cooldown: 30,
  maxAlertsHour: 10,
  initialNotify: "email",
  notifyOnResolve: true,
  escalation: { enabled: true, levels: [{ after: 15, notify: "webhook" }] },
  grouping: { enabled: true, window: 30, byNode: true, byGuest: false },
};

Deno.test("the simulator: warnings wait for the end of the night, critical ones only where they are held", () => {
  const at = Date.parse("2026-01-09T21:30:00Z"), morning = Date.parse("2026-01-10T05:01:00Z");
  equal(simulate(schedule, { level: "warning", category: "performance", at }).slice(0, 3).map((step) => [step.what, step.at - at > 3_600_000]), [["raised", false], ["held", false], ["sent", true]]);
  equal(simulate(schedule, { level: "critical", category: "performance", at }).map((step) => step.what).slice(0, 3), ["raised", "sent", "escalated"]);
  equal(simulate(schedule, { level: "critical", category: "offline", at }).find((step) => step.what === "sent")?.at, morning);
});

Deno.test("the simulator: what is told counts for the pause after it, and an hour has room for so many", () => {
  const day: Schedule = { ...schedule, quietHours: { ...night, enabled: false }, grouping: { ...schedule.grouping, enabled: false } };
  const at = Date.parse("2026-01-07T12:00:00Z");
  const course = (changed: Partial<Schedule>) => simulate({ ...day, ...changed }, { level: "warning", category: "performance", at }).map((step) => `${step.what} ${(step.at - at) / 60_000}`);
  equal(course({}).slice(0, 5), ["raised 0", "sent 0", "escalated 15", "repeated 45", "repeated 75"]);
  equal(course({ cooldown: 10, maxAlertsHour: 3, escalation: { enabled: false, levels: [] } }).slice(1, 6), ["sent 0", "repeated 10", "repeated 20", "repeated 60", "repeated 70"]);
  equal(course({ cooldown: 0 }), ["raised 0", "sent 0", "escalated 15"]);
  // A repetition that falls into the night waits for its end, and the next one is counted from there.
  const evening = Date.parse("2026-01-09T20:50:00Z");
  const steps = simulate({ ...schedule, escalation: { enabled: false, levels: [] } }, { level: "warning", category: "performance", at: evening });
  equal(steps.slice(2, 5).map((step) => [step.what, new Date(step.at).toISOString().slice(11, 16)]), [["held", "21:20"], ["repeated", "05:01"], ["repeated", "05:31"]]);
});

Deno.test("what changed before an alert: at the resource first, then around it, within an hour and not the alert itself", () => {
  const start = Date.parse("2026-01-07T12:00:00Z");
  const alert = readAlert({ id: "vm-1::cpu", type: "cpu", level: "warning", resourceId: "vm-1", startTime: new Date(start).toISOString() });
  if (!alert) throw new Error("no alert");
  const change = (resourceId: string, minutes: number, metadata = {}) => ({ id: `${resourceId} ${minutes}`, observedAt: new Date(start - minutes * 60_000).toISOString(), resourceId, resourceName: resourceId, reason: "Restarted", metadata });
  const rows = [change("vm-2", 1), change("node-1", 2), change("vm-1", 50), change("vm-1", 3), change("vm-1", 61), change("vm-1", -1), change("vm-9", 1), change("node-2", 1), change("vm-1", 0, { alertIdentifier: "vm-1::cpu" }), change("disk-1", 4), "odd"];
  const parents: Record<string, string> = { "vm-1": "node-1", "vm-2": "node-1", "vm-9": "node-2", "disk-1": "node-1" };
  const found = changesBefore(rows, alert, { id: "vm-1", parentId: "node-1", known: true }, (id) => parents[id] ?? null);
  equal(found.map((each) => `${each.whose} ${each.id}`), ["own vm-1 3", "own vm-1 50", "host node-1 2", "neighbour vm-2 1", "neighbour disk-1 4"]);
  equal(changesBefore(undefined, alert, { id: "vm-1", parentId: null, known: true }, () => null), []);
});

Deno.test("every reason the server gives has its words", () => {
  for (const reason of ["acknowledged", "flapping", "gate-closed", "quiet-hours", "monitor-only", "cooldown", "hourly-limit", "minimum-change", "notify-on-resolve-off"]) equal(holdWords(reason).toLowerCase() === reason.replaceAll("-", " "), false, reason);
  equal([holdWords("some-new-reason"), offWords("some-new-reason")], ["Some new reason", "some new reason"]);
  equal(offWords("not-running"), "it does not run");
  equal([readingWords("measured", "CPU", "96 %"), readingWords("faulty", "Powered off", "0"), readingWords("faulty", "ZFS errors", "3"), readingWords("fine", "RAID", null), readingWords("unknown", "CPU", null)], ["CPU is 96 %", "Powered off: wrong now", "ZFS errors is 3", "RAID: as it should be now", "CPU: not known now"]);
});

Deno.test("a quiet window of minutes is not overlooked", () => {
  const short: QuietHours = { ...night, start: "12:02", end: "12:04", timezone: "UTC" };
  equal(nextChange(short, Date.parse("2026-01-09T11:00:00Z")), Date.parse("2026-01-09T12:02:00Z"));
});

Deno.test("the policy in sentences", () => {
  const text = policySentence(schedule);
  for (const part of ["goes to email", "every 30 minutes", "webhooks after 15 minutes", "Between 22:00 and 06:00 (Fri, Europe/Berlin)", "except for reachability", "told so"]) equal(text.includes(part), true, `${part} in ${text}`);
  equal(policySentence({ ...schedule, cooldown: 0 }).includes("sent once"), true);
});
