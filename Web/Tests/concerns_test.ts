import { addressOf } from "../Source/estate/addressOf.ts";
import { type Estate, emptyEstate, EstateIndex } from "../Source/estate/estate.ts";
import { emptySnapshot, receive } from "../Source/live/snapshot.ts";
import { concerns, headline } from "../Source/overview/concerns.ts";
import type { Resource } from "../Source/resources/resource.ts";
import { equal } from "./check.ts";

const now = 1_700_000_000_000;
const node = (name: string, extra: object = {}) => ({ id: `agent-${name}`, type: "agent", name, status: "online", lastSeen: now, proxmox: { nodeName: name, instance: "prod" }, ...extra });
const guest = (id: number, on: string, extra: object = {}) => ({ id: `vm-${id}`, type: "vm", name: `g${id}`, status: "running", parentId: `agent-${on}`, lastSeen: now, disk: { current: 40 }, proxmox: { vmid: id, nodeName: on, instance: "prod" }, ...extra });
const storage = (name: string, usage: number, facet: object = {}) => ({ id: `storage-${name}`, type: "storage", name, status: "online", lastSeen: now, disk: { current: usage }, proxmox: { instance: "prod" }, storage: { enabled: true, active: true, nodes: ["pve1"], ...facet } });

function estate(resources: readonly object[], facts: object = {}): Estate {
  const { snapshot } = receive(emptySnapshot, { type: "initialState", data: { resources, ...facts } }, now);
  return new EstateIndex().at(snapshot, now);
}
const texts = (of: Estate) => concerns(of).map((each) => `${each.grade} ${each.name} ${each.text}`);

Deno.test("nothing is wrong: nothing is listed", () => {
  const well = estate([node("pve1"), guest(1, "pve1"), guest(2, "pve1", { status: "stopped", disk: { current: 99 } }), storage("tank", 50)]);
  equal(texts(well), []);
  equal(headline(concerns(well), well), "All is well");
  equal(texts(emptyEstate), []);
});

Deno.test("a node that is down hides what is out of reach because of it", () => {
  const down = estate([node("pve1", { status: "offline" }), node("pve2"), guest(1, "pve1", { disk: { current: 99 } }), guest(2, "pve1"), guest(3, "pve2", { proxmox: { vmid: 3, runtimeStatus: "paused" } })]);
  equal(texts(down), ["critical pve1 is offline", "warning g3 is paused"]);
  equal(concerns(down)[0]?.affected, 2);
  equal(headline(concerns(down), down), "1 critical, 1 warning; 1 host offline");
});

Deno.test("what many depend on comes first; full guests are one line when there are many", () => {
  const full = [1, 2, 3, 4].map((id) => guest(id, "pve1", { disk: { current: 84 + id } }));
  const list = texts(estate([node("pve1", { disk: { current: 95 } }), ...full, storage("tank", 91), storage("pool", 20, { zfsPool: { name: "pool", state: "DEGRADED" } })]));
  equal(list.map((text) => text.split(" ").slice(0, 2).join(" ")), ["critical pve1", "critical tank", "warning pool", "warning 4"]);
  equal(texts(estate([node("pve1"), ...full.slice(0, 2)])), ["warning g2 Disk is 86 % full", "warning g1 Disk is 85 % full"]);
});

Deno.test("an alert speaks for its resource; an acknowledged one is silent", () => {
  const alert = { id: "a", level: "critical", resourceId: "storage-tank", resourceName: "tank", message: "Storage is full" };
  equal(texts(estate([node("pve1"), storage("tank", 99)], { activeAlerts: [alert] })), ["critical tank Storage is full"]);
  equal(texts(estate([node("pve1"), storage("tank", 20)], { activeAlerts: [{ ...alert, acknowledged: true }] })), []);
});

Deno.test("a connection that does not answer stands for all it watches", () => {
  const alert = (id: string, resourceId: string) => ({ id, level: "critical", resourceId, resourceName: resourceId, message: "is unreachable" });
  const facts = { connectionHealth: { prod: false, other: true }, activeAlerts: [alert("a", "agent-pve1"), alert("b", "vm-1"), alert("c", "vm-9")] };
  const lost = estate([node("pve1", { status: "offline" }), node("pve2", { status: "offline" }), guest(1, "pve1"), storage("tank", 99), guest(9, "x", { proxmox: { vmid: 9, instance: "other" } })], facts);
  equal(texts(lost), ["critical prod does not answer", "critical g9 is unreachable"]);
  equal(concerns(lost)[0]?.affected, 4);
});

Deno.test("alerts of what a dead node takes along count there; several of one resource are one line", () => {
  const alert = (id: string, level: string, resourceId: string, message: string) => ({ id, level, resourceId, resourceName: resourceId, message });
  const down = estate([node("pve1", { status: "offline" }), node("pve2"), guest(1, "pve1"), guest(2, "pve1"), guest(3, "pve2")], {
    activeAlerts: [alert("a", "warning", "vm-1", "is off"), alert("b", "critical", "agent-pve1", "is unreachable"), alert("c", "warning", "vm-3", "Memory"), alert("d", "critical", "vm-3", "CPU")],
  });
  equal(texts(down), ["critical pve1 is unreachable", "critical g3 CPU"]);
  equal(concerns(down).map((each) => [each.affected, each.more]), [[2, 0], [0, 1]]);
});

Deno.test("every kind of thing has its page", () => {
  const all = estate([node("pve1"), guest(1, "pve1"), storage("tank", 1)]);
  equal([addressOf(all, "vm-1"), addressOf(all, "storage-tank"), addressOf(all, "other")], ["/proxmox/overview?resource=vm-1", "/proxmox/storage?resource=storage-tank", null]);
});

Deno.test("the index keeps lists and rows that did not change, and turns rows stale by age", () => {
  const index = new EstateIndex();
  const first = receive(emptySnapshot, { type: "initialState", data: { resources: [node("pve1"), guest(1, "pve1"), storage("tank", 50)] } }, now).snapshot;
  const before = index.at(first, now);
  equal(index.at(first, now + 1000) === before, true, "nothing happened");
  const second = receive(first, { type: "rawData", data: { resourceDelta: { upserts: [{ id: "vm-1", cpu: { current: 9 } }] } } }, now).snapshot;
  const after = index.at(second, now + 2000);
  equal([after.nodes === before.nodes, after.storages === before.storages, after.guests === before.guests, after.guests[0]?.cpu], [true, true, false, 9]);
  const old = index.at(second, now + 700_000);
  equal([old.guests[0]?.state, old.nodes[0]?.state, old.storages[0]?.state], ["stale", "stale", "stale"]);
  const template = receive(second, { type: "rawData", data: { resourceDelta: { upserts: [guest(9, "pve1", { proxmox: { template: true } }) as unknown as Resource] } } }, now).snapshot;
  equal(index.at(template, now).guests.length, 1, "templates are not listed");
});
