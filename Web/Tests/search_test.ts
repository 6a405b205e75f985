import { matches } from "../Source/search/match.ts";
import { withSearch } from "../Source/search/recent.ts";
import { parseQuery } from "../Source/search/query.ts";
import { searchableGuest, searchableMachine } from "../Source/search/subjects.ts";
import { suggestions, valuesOf } from "../Source/search/suggestions.ts";
import { type Machine, machineOf, systemName } from "../Source/resources/machine.ts";
import { type Guest, guestOf } from "../Source/resources/guest.ts";
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
    ["netIn>40Mbit/s", ["db9"]],
    ["netIn>60Mbit", []],
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

const guest = (name: string, proxmox: object, extra: object = {}): Guest =>
  guestOf({ id: `vm-${name}`, type: "vm", name, status: "running", lastSeen: now, proxmox, ...extra }, { stale: false, parentOffline: false });

const guests = [
  guest("shop", { vmid: 101, nodeName: "pve1", pool: "customers", osName: "Debian", lastBackup: new Date(Date.now() - 9 * 86_400_000).toISOString() }, { tags: ["prod", "web"], identity: { ips: ["fe80::1"] } }),
  guest("mail", { vmid: 1012, nodeName: "pve2", lock: "backup", guestAgentStatus: "available", networkInterfaces: [{ name: "eth0", mac: "BC:24:11:00:00:0A" }] }),
  guestOf({ id: "ct-7", type: "system-container", name: "dns", status: "stopped", proxmox: { vmid: 107, nodeName: "pve10", containerType: "lxc" } }, { stale: false, parentOffline: false }),
];
const findGuests = (text: string) => guests.filter((each) => matches(parseQuery(text).expression, searchableGuest(each))).map((each) => each.name);

Deno.test("guests are found by what only they have", () => {
  const table: [string, string[]][] = [
    ["vmid:101", ["shop", "mail"]],
    ["vmid=101", ["shop"]],
    ["node:pve1", ["shop", "dns"]],
    ["node:pve1,pve2 -node:pve10", ["shop", "mail"]],
    ["host:pve2", ["mail"]],
    ["pool:customers", ["shop"]],
    ["pool:none", ["mail", "dns"]],
    ["type:lxc", ["dns"]],
    ["type:vm status:running", ["shop", "mail"]],
    ["tag:prod AND tag:web", ["shop"]],
    ["-(tag:prod OR type:lxc)", ["mail"]],
    ["mac:bc:24", ["mail"]],
    ["fe80::1", ["shop"]],
    ["backup>7d", ["shop"]],
    ["has:agent", ["mail"]],
    ["is:locked", ["mail"]],
    ["is:stopped", ["dns"]],
    ["BACKUP", ["mail"]],
  ];
  for (const [text, names] of table) equal(findGuests(text), names, text);
});

Deno.test("parentheses that do not match are text", () => {
  for (const text of ["(a", "a)", "((a)", "-(a"]) equal(parseQuery(text).hint !== null, true, text);
  equal(parseQuery("(a) -(b OR c)").hint, null);
});

Deno.test("the last word is completed: fields rows have, then their values, the frequent ones first", () => {
  const known = valuesOf(guests, { tag: (row) => row.tags, node: (row) => [row.node], os: (row) => [row.system] });
  const texts = (text: string) => suggestions(text, known).map((each) => each.text);
  equal(texts("no"), ["node:"]);
  equal(texts("web -ta"), ["web -tag:"]);
  equal(texts("tag:"), ["tag:prod", "tag:web"]);
  equal(texts("(tags:we"), ["(tag:web"], "the alias becomes the field's own name");
  equal(texts("ip"), [], "a field no row has is not offered");
  equal(texts("tag:prod"), [], "nothing is left to complete");
  equal(texts(""), []);
  equal(texts("cp"), ["cpu>"]);
  equal(texts("is:st"), ["is:stale"], "flags are completed");
  equal(texts("-has:a"), ["-has:agent"]);
});

Deno.test("the last ten searches are kept, the newest first, each once", () => {
  equal(withSearch(["a", "b"], "b"), ["b", "a"]);
  const many = Array.from({ length: 12 }, (_, index) => `search ${index}`).reduce<readonly string[]>(withSearch, []);
  equal([many.length, many[0], many[9]], [10, "search 11", "search 2"]);
});

Deno.test("odd input never throws", () => {
  for (const text of ["(", ")", "((", '"', '"open', "-", "--", "OR", "AND", "a OR", ":", "x:", ",", "name:[", "*", "name:*(*", "-(", "-()", "()", "a OR OR b", "((((((((((", "x>1>2"]) find(text), findGuests(text);
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

Deno.test("counters become rates; a reset is unknown, not negative", () => {
  const rates = new CounterRates();
  equal(rates.take("a", 1000, 0), null);
  equal(rates.take("a", 3000, 2000), 1000);
  equal(rates.take("a", 3000, 2000), 1000, "drawing twice changes nothing");
  equal(rates.take("a", 10, 4000), null);
  equal(rates.take("a", 20, 5000), 10);
  equal(rates.take("b", undefined, 0), null);
});
