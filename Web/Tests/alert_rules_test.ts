import { commonValue, touchedProblem, withTouched } from "../Source/alerts/overrides/edit.ts";
import { filesystemPrefixes, hostKeys, mountKey, nodeKeyOf, overrideKeys } from "../Source/alerts/overrides/keys.ts";
import { toConditions, toSearch } from "../Source/alerts/customRules/conditions.ts";
import { coverage, fits } from "../Source/alerts/customRules/matching.ts";
import { readRules, ruleProblem, writtenRule } from "../Source/alerts/customRules/rule.ts";
import { criticalByEntry } from "../Source/alerts/notices.ts";
import { mutedIn, tomorrowMorning, withMute, withoutMute } from "../Source/alerts/mute/mute.ts";
import { fieldTime, readRange } from "../Source/alerts/history/range.ts";
import { factory, resetChanges } from "../Source/alerts/thresholds/factory.ts";
import { groups } from "../Source/alerts/thresholds/groups.ts";
import { merged, withChanges, withValue } from "../Source/alerts/configuration/difference.ts";
import { guestOf } from "../Source/resources/guest.ts";
import type { Resource } from "../Source/resources/resource.ts";
import { equal } from "./check.ts";

const guestResource = (change: Partial<Resource> = {}): Resource => ({
  id: "vm-1", type: "vm", technology: "qemu", name: "db-1", status: "running", tags: ["prod", "database"], cpu: { current: 42 }, memory: { current: 80 }, network: { rxBytes: 6 * 1024 ** 2, txBytes: 0 },
  proxmox: { sourceId: "prod:pve1:101", instance: "prod", nodeName: "pve1", clusterName: "prod", vmid: 101, runtimeStatus: "running", pool: "customers", osName: "Debian GNU/Linux" }, ...change,
});
const guest = (change: Partial<Resource> = {}) => guestOf(guestResource(change), { stale: false, parentOffline: false });
const conditionsOf = (text: string) => {
  const read = toConditions(text);
  if ("problem" in read) throw new Error(read.problem);
  return read.conditions;
};

Deno.test("override keys are those the server looks for, today's first", () => {
  equal(overrideKeys(guestResource()), ["guest:prod:101", "prod:pve1:101", "prod-101", "prod-pve1-101", "vm-1"]);
  const alone = guestResource({ proxmox: { sourceId: "pve1:pve1:101", instance: "pve1", nodeName: "pve1", vmid: 101 } });
  equal(overrideKeys(alone)[0], "pve1:pve1:101");
  const node: Resource = { id: "agent-1", type: "agent", name: "pve1", proxmox: { sourceId: "prod-pve1", clusterName: "prod", nodeName: "pve1", instance: "prod" } };
  equal(overrideKeys(node), ["prod-pve1", "agent-1"]);
  const both: Resource = { ...node, agent: { agentId: "h1" } };
  equal([overrideKeys(both), hostKeys(both)[0], nodeKeyOf(both)], [["prod-pve1", "h1", "agent:h1", "agent-1"], "h1", "prod-pve1"]);
  const single: Resource = { id: "agent-2", type: "agent", name: "solo", agent: { agentId: "h2" }, proxmox: { sourceId: "solo-solo", nodeName: "solo", instance: "solo" } };
  equal([overrideKeys(single)[0], nodeKeyOf(single)], ["h2", "solo-solo"]);
  equal(overrideKeys({ id: "physical_disk-1", type: "physical_disk", name: "WD", metricsTarget: { resourceType: "disk", resourceId: "WD-1" }, proxmox: { sourceId: "prod-pve1--dev-sda" } }), ["prod-pve1--dev-sda", "physical_disk-1"]);
  equal(overrideKeys({ id: "physical_disk-2", type: "physical_disk", name: "vda" }), ["physical_disk-2"]);
});

Deno.test("filesystems are named by their cleaned mount point, with the device where two share one", () => {
  const disks = [{ mountpoint: "/", device: "/dev/sda1" }, { mountpoint: "/srv/Data", device: "/dev/sdb1" }, { mountpoint: "/mnt/a-b", device: "/dev/sdc1" }, { mountpoint: "/mnt/a_b", device: "/dev/sdd1" }, { device: "C:" }];
  equal(disks.map((disk) => mountKey(disk, disks)), ["root", "srv-data", "mnt-a-b-dev-sdc1", "mnt-a-b-dev-sdd1", "c"]);
  equal(filesystemPrefixes(guestResource(), "guest")[0], "guest-disk:guest:prod:101/disk:");
  equal(filesystemPrefixes({ id: "a", type: "agent", name: "a", agent: { agentId: "h1" } }, "machine"), ["agent:h1/disk:"]);
});

Deno.test("many overrides are changed in what was touched and in nothing else", () => {
  const pair = (trigger: number) => ({ trigger, clear: trigger - 5 });
  const config = { overrides: { a: { cpu: pair(90), note: "keep" }, b: { cpu: pair(95), memory: pair(70) }, c: { disabled: true } } };
  equal(commonValue(config.overrides, ["a", "b"], "cpu", {}), { value: undefined, mixed: true });
  equal(commonValue(config.overrides, ["a", "d"], "disabled", {}), { value: undefined, mixed: false });
  equal(commonValue(config.overrides, ["a", "b"], "cpu", { cpu: pair(60) }), { value: pair(60), mixed: false });
  equal(withTouched(config, ["a", "b", "c", "d"], { memory: pair(99), disabled: false }).overrides, { a: { cpu: pair(90), note: "keep", memory: pair(99) }, b: { cpu: pair(95), memory: pair(99) }, c: { memory: pair(99) }, d: { memory: pair(99) } });
  equal(withTouched(config, ["c"], { disabled: false }).overrides, { a: config.overrides.a, b: config.overrides.b });
  equal([touchedProblem({ cpu: pair(80) }), touchedProblem({ cpu: { trigger: 80, clear: 85 } })], [null, "Clear must be below the trigger."]);
});

Deno.test("a search becomes the conditions of a rule, and conditions a search again", () => {
  const cases: readonly (readonly [text: string, filters: readonly object[], join: string])[] = [
    ["", [], "AND"],
    ["tag:database", [{ type: "text", field: "tags", operator: "contains", value: "database" }], "AND"],
    ["cpu>50 node:pve1", [{ type: "metric", field: "cpu", operator: ">", value: 50 }, { type: "text", field: "node", operator: "contains", value: "pve1" }], "AND"],
    ["memory>=90 OR disk<10", [{ type: "metric", field: "memory", operator: ">=", value: 90 }, { type: "metric", field: "disk", operator: "<", value: 10 }], "OR"],
    ["netIn>5MB", [{ type: "metric", field: "networkIn", operator: ">", value: 5 }], "AND"],
    ['web "two words"', [{ type: "raw", field: "", operator: "contains", value: "", rawText: "web" }, { type: "raw", field: "", operator: "contains", value: "", rawText: "two words" }], "AND"],
  ];
  for (const [text, filters, logicalOperator] of cases) {
    equal(toConditions(text), { conditions: { filters, logicalOperator } }, text);
    equal(toConditions(toSearch(conditionsOf(text)) ?? "unwritten"), { conditions: { filters, logicalOperator } }, `back from ${text}`);
  }
  for (const text of ["-tag:x", "is:stale", "uptime>1d", "cluster:prod", "tag:none", "name:web*", "a (b OR c)", "a,b c", "cpu>>", "(a"]) equal("problem" in toConditions(text), true, text);
});

Deno.test("rules of others that no search expresses are not edited", () => {
  const filter = (change: object) => ({ type: "text" as const, field: "tags", operator: "contains", value: "x", ...change });
  for (const each of [filter({ value: "a,b" }), filter({ field: "customProperty" }), filter({ value: "" }), filter({ value: "wild*" }), { type: "metric" as const, field: "uptime", operator: ">", value: 3 }]) {
    equal(toSearch({ filters: [each], logicalOperator: "AND" }), null, JSON.stringify(each));
  }
  equal(toSearch({ filters: [{ type: "metric", field: "CPU", operator: "==", value: 50 }], logicalOperator: "AND" }), "cpu=50");
});

Deno.test("a rule fits a guest as the server decides it", () => {
  const cases: readonly (readonly [text: string, fits: boolean])[] = [
    ["", true], ["tag:DATABASE", true], ["tag:data", true], ["tag:web", false], ["cpu>41", true], ["cpu>42", false], ["cpu=42", true], ["memory<50", false], ["netIn>=6MB", true], ["netOut>1MB", false],
    ["vmid:101", true], ["type:qemu", true], ["pool:cust OR tag:web", true], ["pool:cust tag:web", false], ["debian", true], ["disk<90", false],
  ];
  for (const [text, wanted] of cases) equal(fits(conditionsOf(text), guest()), wanted, text);
});

Deno.test("of several rules the one with the highest priority counts for a guest", () => {
  const rule = (id: string, priority: number, text: string, enabled = true) => writtenRule({ name: id, conditions: conditionsOf(text), thresholds: { cpu: { trigger: 90, clear: 85 } }, priority, enabled }, { id }, 0);
  const rules = readRules({ customRules: [rule("all", 1, ""), rule("db", 5, "tag:database"), rule("off", 9, "", false), rule("same", 5, "")] });
  const counts = coverage(rules, [guest(), guest({ id: "vm-2", tags: [] })]);
  equal([...counts], [["all", { matches: 2, applies: 0 }], ["db", { matches: 1, applies: 1 }], ["off", { matches: 2, applies: 0 }], ["same", { matches: 2, applies: 1 }]]);
});

Deno.test("a rule is stored with what its editor does not know", () => {
  const stored = { id: "r", name: "Old", description: "by hand", thresholds: { snapshot: { enabled: true } }, createdAt: "2026-01-01T00:00:00.000Z" };
  const written = writtenRule({ name: " New ", conditions: conditionsOf("web"), thresholds: { snapshot: { enabled: true } }, priority: 3, enabled: false }, stored, Date.parse("2026-02-01T00:00:00Z"));
  equal([written.id, written.name, written.description, written.createdAt, written.updatedAt, written.enabled], ["r", "New", "by hand", "2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z", false]);
  const draft = { name: "x", conditions: conditionsOf(""), thresholds: {}, priority: 0, enabled: true };
  equal([ruleProblem({ ...draft, name: " " }), ruleProblem(draft) === null, ruleProblem({ ...draft, thresholds: { cpu: { trigger: 50, clear: 60 } } }), ruleProblem({ ...draft, thresholds: { disabled: true } })], ["A name is needed.", false, "Clear must be below the trigger.", null]);
});

Deno.test("a reset tells what it changes, and then nothing is left to change", () => {
  const guests = groups.find((group) => group.key === "guests");
  if (!guests) throw new Error("no guests");
  const config = { ...factory, timeThresholds: { guest: 5 }, metricTimeThresholds: {} };
  equal(resetChanges(guests, config), []);
  let changed = withValue(config, ["guestDefaults", "cpu"], { trigger: 50, clear: 45 });
  changed = withValue(changed, ["guestDefaults", "disableConnectivity"], true);
  changed = withValue(changed, ["disableAllGuests"], true);
  changed = withValue(changed, ["guestTagBlacklist"], ["x"]);
  changed = withValue(changed, ["timeThresholds", "guest"], 60);
  changed = withValue(changed, ["metricTimeThresholds", "guest", "cpu"], 600);
  changed = withValue(changed, ["overrides", "a", "disabled"], true);
  equal(resetChanges(guests, changed).map((change) => change.path.join(".")).sort(), ["disableAllGuests", "guestDefaults.cpu", "guestDefaults.disableConnectivity", "guestTagBlacklist", "metricTimeThresholds.guest", "timeThresholds.guest"]);
  const back = withChanges(changed, resetChanges(guests, changed));
  equal([resetChanges(guests, back), back.overrides], [[], { a: { disabled: true } }]);
  for (const group of groups) equal(resetChanges(group, factory).filter((change) => change.path[0] !== "timeThresholds"), [], group.key);
});

Deno.test("mute: it has an end and a reason, other values of the override stay", () => {
  const until = Date.parse("2026-01-05T08:00:00Z");
  const config = { overrides: { a: { cpu: { trigger: 95, clear: 90 }, note: "Nightly jobs" } } };
  const muted = withMute(config, ["a", "b"], until, " New (fast) disks ");
  equal(mutedIn(muted), [{ key: "a", until, reason: "New (fast) disks" }, { key: "b", until, reason: "New (fast) disks" }]);
  equal(muted.overrides, { a: { cpu: { trigger: 95, clear: 90 }, note: "Nightly jobs", disabled: true, disabledUntil: "2026-01-05T08:00:00Z", disabledReason: "New (fast) disks" }, b: { disabled: true, disabledUntil: "2026-01-05T08:00:00Z", disabledReason: "New (fast) disks" } });
  equal(withoutMute(muted, ["a", "b"]), config);
  equal(mutedIn(withMute(muted, ["a"], null, "")), [{ key: "a", until: null, reason: "Nightly jobs" }, { key: "b", until, reason: "New (fast) disks" }]);
  equal(mutedIn({ overrides: { a: { disabled: true, note: "by hand" }, b: { disabledUntil: "2026-01-05T08:00:00Z" } } }), [{ key: "a", until: null, reason: "by hand" }]);
  equal(new Date(tomorrowMorning(Date.parse("2026-01-05T23:59:00Z"))).getHours(), 8);
});

Deno.test("critical alerts are counted under the entry their resource is found in", () => {
  const resources: Readonly<Record<string, Resource>> = { vm: guestResource(), host: { id: "host", type: "agent", name: "h", platformType: "agent", agent: {} } };
  const alert = (resourceId: string, level = "critical", acknowledged = false) => ({ resourceId, level, acknowledged });
  equal([...criticalByEntry([alert("vm"), alert("vm"), alert("host"), alert("vm", "warning"), alert("host", "critical", true), alert("gone")], (id) => resources[id])], [["Proxmox", 2], ["Machines", 1]]);
});

Deno.test("ranges of the history", () => {
  const now = Date.parse("2026-01-08T00:00:00Z"), read = (text: string) => readRange(new URLSearchParams(text), now);
  equal(read(""), { name: "7d", from: Date.parse("2026-01-01T00:00:00Z"), to: null });
  equal(read("range=nonsense").name, "7d");
  equal(read("range=custom&since=2026-01-02T00:00:00Z&until=bad"), { name: "custom", from: Date.parse("2026-01-02T00:00:00Z"), to: null });
  equal(fieldTime(new Date(2026, 0, 2, 3, 4).getTime()), "2026-01-02T03:04");
});

Deno.test("two people who change different rules both keep theirs", () => {
  const rule = (id: string, priority = 0) => ({ id, priority });
  const base = { customRules: [rule("a"), rule("b"), rule("c")] };
  const mine = { customRules: [rule("a", 5), rule("b"), rule("new")] }, theirs = { customRules: [rule("a"), rule("b", 9), rule("c"), rule("other")] };
  const both = merged(base, mine, theirs);
  equal([both.conflicts, both.config.customRules], [[], [rule("a", 5), rule("b", 9), rule("other"), rule("new")]]);
  equal(merged(base, mine, { customRules: [rule("a", 7), rule("b"), rule("c")] }).conflicts.map((conflict) => conflict.path.join(".")), ["customRules"]);
  equal(merged({ list: ["a"] }, { list: ["a", "b"] }, { list: ["a", "c"] }).conflicts.length, 1);
});
