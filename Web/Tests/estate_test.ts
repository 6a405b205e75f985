import { readAlerts } from "../Source/estate/alerts.ts";
import { Cadence } from "../Source/estate/cadence.ts";
import { contrast, tagColour } from "../Source/marks/tagColour.ts";
import { cephOf } from "../Source/resources/cephCluster.ts";
import { guestOf } from "../Source/resources/guest.ts";
import { nodeOf } from "../Source/resources/node.ts";
import { physicalDiskOf } from "../Source/resources/physicalDisk.ts";
import { replicationJobOf } from "../Source/resources/replicationJob.ts";
import type { Resource } from "../Source/resources/resource.ts";
import { storageOf } from "../Source/resources/storage.ts";
import { equal, randoms } from "./check.ts";

const fresh = { stale: false, parentOffline: false };
const base = (extra: object): Resource => ({ id: "x", type: "vm", name: "x", ...extra }) as Resource;

Deno.test("a guest's state: platform's word, age, and its node", () => {
  const state = (extra: object, circumstances = fresh) => guestOf(base({ status: "running", proxmox: {}, ...extra }), circumstances).state;
  equal([state({}), state({ status: "stopped" }), state({ status: "degraded" }), state({ status: "odd" })], ["running", "stopped", "degraded", "unknown"]);
  equal(state({ proxmox: { runtimeStatus: "paused" } }), "paused");
  equal(state({}, { stale: true, parentOffline: false }), "stale");
  equal(state({}, { stale: true, parentOffline: true }), "unknown", "who hosts it is down: nobody knows");
});

Deno.test("a guest that does not run has no load, but keeps the disk that was measured", () => {
  const guest = guestOf(base({ status: "stopped", cpu: { current: 3 }, memory: { current: 9, total: 100 }, disk: { current: 40 }, uptime: 5, proxmox: { vmid: 7 } }), fresh);
  equal([guest.cpu, guest.memory, guest.uptime, guest.disk, guest.memoryTotal], [null, null, null, 40, 100]);
  equal(guestOf(base({ status: "running", disk: { current: -1 }, proxmox: { lastBackup: "0001-01-01T00:00:00Z" } }), fresh).disk, null);
  equal(guestOf(base({ status: "running", proxmox: { lastBackup: "0001-01-01T00:00:00Z" } }), fresh).backupAt, null);
});

Deno.test("kinds of guests", () => {
  const kind = (type: string, proxmox: object) => guestOf(base({ type, proxmox }), fresh).kind;
  equal([kind("vm", {}), kind("system-container", { containerType: "lxc" }), kind("system-container", { isOci: true }), kind("oci-container", {})], ["vm", "lxc", "oci", "oci"]);
});

Deno.test("a node that is down shows nothing of before", () => {
  const node = nodeOf(base({ type: "agent", status: "offline", cpu: { current: 9 }, temperature: 50, disk: { current: 3 }, proxmox: { pveVersion: "pve-manager/8.2.4/faa83925c9641325" } }), { stale: true });
  equal([node.state, node.cpu, node.temperature, node.disk, node.version], ["offline", null, null, 3, "8.2.4"]);
  equal(nodeOf(base({ status: "online", proxmox: {} }), { stale: true }).state, "stale");
});

Deno.test("storages: why one is not well, and how it is protected", () => {
  const storage = (facet: object, extra: object = {}) => storageOf(base({ type: "storage", status: "online", storage: { enabled: true, active: true, ...facet }, ...extra }), { stale: false });
  const pool = (state: string, extra: object = {}) => ({ zfsPool: { name: "tank", state, devices: [{ name: "mirror-0", state }, { name: "mirror-1", state }, { name: "sda", type: "disk", state }], ...extra } });
  equal(storage({}).state, "online");
  equal([storage({ enabled: false }).state, storage({ active: false }, { status: "offline" }).trouble], ["stopped", "Not active on its node"]);
  equal([storage(pool("DEGRADED")).state, storage(pool("DEGRADED")).trouble, storage(pool("DEGRADED")).protectionReduced], ["degraded", "Pool tank is degraded", true]);
  equal([storage(pool("ONLINE", { checksumErrors: 2 })).state, storage(pool("FAULTED")).state], ["degraded", "offline"]);
  equal([storage(pool("ONLINE")).protection, storage({ zfsPool: { name: "t", state: "ONLINE", devices: [{ name: "raidz2-0", state: "ONLINE" }] } }).protection], ["2 × Mirror", "RAIDZ2"]);
  equal(storage({}, { disk: { used: 25, total: 100 } }).usage, 25);
  equal(storage({}, { disk: { current: -1 } }).usage, null);
});

Deno.test("disks: the worst word first, stand-ins are unknown", () => {
  const disk = (facet: object) => physicalDiskOf(base({ type: "physical_disk", physicalDisk: { health: "PASSED", diskType: "nvme", wearout: 90, temperature: 40, ...facet } }));
  equal([disk({}).health, disk({ health: "FAILED" }).health, disk({ health: "UNKNOWN" }).health, disk({ wearout: 5 }).health], ["Healthy", "Replace now", "Unknown", "Needs attention"]);
  equal(disk({ smart: { pendingSectors: 3 } }).reason, "3 pending sectors");
  equal(disk({ risk: { level: "critical", reasons: [{ code: "x", severity: "critical", summary: "Bad" }] } }).reason, "Bad");
  equal([disk({ wearout: -1 }).life, disk({ temperature: 0 }).temperature, disk({ wearout: 0, diskType: "hdd", rpm: 7200 }).life], [null, null, null]);
  equal(disk({ wearout: 0, diskType: "hdd", rpm: 7200 }).health, "Healthy");
});

Deno.test("replication and Ceph verdicts", () => {
  const guest = guestOf(base({ status: "running", proxmox: { vmid: 5 } }), fresh);
  const verdict = (facet: object) => replicationJobOf(guest, { jobId: "5-0", enabled: true, ...facet }).verdict;
  equal([verdict({ lastSyncTime: 1 }), verdict({}), verdict({ enabled: false }), verdict({ failCount: 1, enabled: false }), verdict({ error: "x", lastSyncTime: 1 })], ["Healthy", "Pending", "Disabled", "Failed", "Failed"]);
  const ceph = (healthStatus: string) => cephOf(base({ type: "ceph", ceph: { healthStatus } }), { stale: false });
  equal([ceph("HEALTH_OK").state, ceph("HEALTH_WARN").state, ceph("HEALTH_ERR").state, ceph("?").state], ["online", "degraded", "failed", "unknown"]);
});

Deno.test("age is judged by the rhythm of the source", () => {
  const cadence = new Cadence();
  equal(cadence.staleAfter("a"), 600_000, "before the rhythm is known");
  for (let at = 0; at <= 300_000; at += 60_000) cadence.observe("a", at);
  equal(cadence.staleAfter("a"), 180_000);
  for (let at = 0; at <= 50_000; at += 10_000) cadence.observe("b", at), cadence.observe("b", at + 300);
  equal(cadence.staleAfter("b"), 60_000, "never below a minute");
  equal(cadence.staleAfter("other"), 600_000);
});

Deno.test("alerts: the worst level of each resource", () => {
  const alert = (id: string, resourceId: string, level: string, acknowledged = false) => ({ id, resourceId, level, acknowledged, startTime: "2026-01-01T00:00:00Z" });
  const { list, levels } = readAlerts({ activeAlerts: [alert("1", "a", "warning"), alert("2", "a", "critical"), alert("3", "b", "critical", true), null, { noId: 1 }] } as never);
  equal([list.length, levels.get("a"), levels.get("b"), levels.get("c")], [3, "critical", "acknowledged", undefined]);
  equal(readAlerts({}).list, []);
});

Deno.test("tags: the platform's colours, made readable; others always the same of six", () => {
  equal(tagColour("prod", { prod: "b91c1c:ffffff" }), { background: "#b91c1c", text: "#ffffff" });
  equal(tagColour("x", { x: "facc15" }), { background: "#facc15", text: "#000000" });
  equal(tagColour("x", { x: "1d4ed8:1e3a8a" }), { background: "#1d4ed8", text: "#ffffff" });
  for (const style of ["nonsense", "", "#12", "red:blue"]) equal("series" in tagColour("x", { x: style }), true, style);
  equal(tagColour("Web", {}), tagColour("web", {}));
  const random = randoms(3);
  for (let round = 0; round < 300; round += 1) {
    const hex = () => Math.floor(random() * 0xffffff).toString(16).padStart(6, "0");
    const colour = tagColour("t", { t: `${hex()}:${hex()}` });
    if ("background" in colour) equal(contrast(colour.text.slice(1), colour.background.slice(1)) >= 4.5, true, JSON.stringify(colour));
  }
});
