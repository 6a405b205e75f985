import { matches, searchableMachine } from "../Source/search/match.ts";
import { parseQuery } from "../Source/search/query.ts";
import { type Machine, machineOf, systemName } from "../Source/resources/machine.ts";
import { readSorting, sorted } from "../Source/machines/sorting.ts";
import { nextSorting } from "../Source/machines/sorting.ts";
import { visibleRange } from "../Source/machines/window.ts";
import { CounterRates } from "../Source/resources/counterRates.ts";
import { equal } from "./check.ts";

const now = 1_700_000_000_000;
const machine = (name: string, extra: object = {}): Machine =>
  machineOf({ id: `agent-${name}`, type: "agent", name, status: "online", lastSeen: now, agent: { osName: "Debian", osVersion: "12" }, ...extra }, now);

const estate = [
  machine("web1", { cpu: { current: 85 }, tags: ["prod"], identity: { ips: ["10.0.0.5"] }, uptime: 1800 }),
  machine("web2", { cpu: { current: 0 }, tags: ["test"], uptime: 90_000 }),
  machine("db10", { cpu: { current: 40 }, memory: { current: 95 }, tags: ["prod"], status: "offline" }),
  machine("db9", { lastSeen: now - 300_000, network: { rxBytes: 6 * 1024 ** 2 } }),
];
const find = (text: string) => estate.filter((each) => matches(parseQuery(text).expression, searchableMachine(each))).map((each) => each.name);

Deno.test("the search language", () => {
  const table: [string, string[]][] = [
    ["", ["web1", "web2", "db10", "db9"]],
    ["WEB", ["web1", "web2"]],
    ["web prod", ["web1"]],
    ["web1,db9", ["web1", "db9"]],
    ["-web", ["db10", "db9"]],
    ["tag:prod", ["web1", "db10"]],
    ["tags:prod -db", ["web1"]],
    ["name:*9", ["db9"]],
    ["ip:10.0", ["web1"]],
    ["tag:none", ["db9"]],
    ['os:"debian 12"', ["web1", "web2", "db10", "db9"]],
    ["cpu>80", ["web1"]],
    ["cpu>=0", ["web1", "web2", "db10"]],
    ["cpu=40", ["db10"]],
    ["uptime<1h", ["web1"]],
    ["netIn>5MB", ["db9"]],
    ["cpu>80 OR memory>=90", ["web1", "db10"]],
    ["web (cpu>80 OR tag:test)", ["web1", "web2"]],
    ["web AND tag:test", ["web2"]],
    ["is:stale", ["db9"]],
    ["is:offline", ["db10"]],
    ["status:online", ["web1", "web2"]],
    ["nothing-like-this", []],
  ];
  for (const [text, names] of table) equal(find(text), names, text);
});

Deno.test("a broken condition is searched as text and says so", () => {
  for (const text of ["cpu>>", "cpu>80xyz", "cpu>"]) {
    equal(parseQuery(text).hint !== null, true, text);
    equal(find(text), [], text);
  }
  equal(parseQuery("a)").hint !== null, true);
  equal(parseQuery("web1").hint, null);
});

Deno.test("odd input never throws", () => {
  for (const text of ["(", ")", "((", '"', '"open', "-", "--", "OR", "AND", "a OR", ":", "x:", ",", "name:[", "*", "name:*(*"]) find(text);
});

Deno.test("a machine's state follows status and age", () => {
  equal(estate.map((each) => each.state), ["online", "online", "offline", "stale"]);
  equal(machine("x", { lastSeen: now - 59_000 }).state, "online");
  equal(machine("x", { lastSeen: now - 61_000 }).state, "stale");
  equal(machine("x", { lastSeen: now - 61_000, agent: { intervalSeconds: 60 } }).state, "online", "six intervals");
  equal([machine("x", { status: "warning" }).state, machine("x", { status: "strange" }).state], ["degraded", "unknown"]);
});

Deno.test("what was not measured is null, not zero", () => {
  const bare = machine("bare");
  equal([bare.cpu, bare.memory, bare.disk, bare.netIn, bare.temperature, bare.load], [null, null, null, null, null, null]);
  equal(machine("x", { disk: { current: -1 } }).disk, null);
  equal(machine("x", { cpu: { current: 0 } }).cpu, 0);
});

Deno.test("system names do not repeat the version", () => {
  equal(systemName({ osName: "Debian GNU/Linux 12 (bookworm)", osVersion: "12" }), "Debian GNU/Linux 12 (bookworm)");
  equal(systemName({ osName: "Debian", osVersion: "12" }), "Debian 12");
  equal(systemName({ platform: "linux" }), "linux");
});

Deno.test("sorting: natural names, missing last in both directions, attention first", () => {
  const names = (key: string | null, order: string | null) => sorted(estate, readSorting(key, order)).map((each) => each.name);
  equal(names("name", null), ["db9", "db10", "web1", "web2"]);
  equal(names("cpu", "desc"), ["web1", "db10", "web2", "db9"]);
  equal(names("cpu", "asc"), ["web2", "db10", "web1", "db9"]);
  equal(names(null, null), ["db10", "db9", "web1", "web2"]);
  equal(names("constructor", "desc"), names(null, null), "unknown keys are ignored");
});

Deno.test("header clicks turn, then return to the default", () => {
  const first = nextSorting({ key: "attention", order: "asc" }, "cpu");
  const second = nextSorting(first, "cpu");
  equal([first, second, nextSorting(second, "cpu").key], [{ key: "cpu", order: "desc" }, { key: "cpu", order: "asc" }, "attention"]);
  equal(nextSorting(first, "name"), { key: "name", order: "asc" });
});

Deno.test("only visible rows are mounted", () => {
  equal(visibleRange(0, 800, 50, 5000), [0, 26]);
  equal(visibleRange(100_000, 800, 50, 5000), [1990, 2026]);
  equal(visibleRange(250_000, 800, 50, 5000), [4990, 5000]);
});

Deno.test("counters become rates; a reset is unknown, not negative", () => {
  const rates = new CounterRates();
  equal(rates.take("a", 1000, 0), null);
  equal(rates.take("a", 3000, 2000), 1000);
  equal(rates.take("a", 3000, 2000), 1000, "drawing twice changes nothing");
  equal(rates.take("a", 10, 4000), null);
  equal(rates.take("a", 20, 5000), 10);
  equal(rates.take("b", undefined, 0), null);
});
