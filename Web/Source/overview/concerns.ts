import { addressOf } from "../estate/addressOf.ts";
import type { Estate } from "../estate/estate.ts";
import { celsius } from "../format/number.ts";
import type { Guest } from "../resources/guest.ts";
import type { Node } from "../resources/node.ts";
import { diskTemperature, severity } from "../resources/severity.ts";
import type { State } from "../resources/state.ts";
import type { Concern } from "./concern.ts";
import { connectionId, folded, rootsOf } from "./rootCause.ts";

/** What many depend on comes before what stands alone. */
const kinds = ["Connection", "Alert", "Node", "Machine", "Ceph", "Storage", "Disk", "Guests", "Guest", "Replication"];
/** Up to this many guests with full disks are named one by one. */
const mostSingle = 3;

/** Everything that is wrong, worst first. What is only out of reach because something else is down counts there. */
export function concerns(estate: Estate): readonly Concern[] {
  const found: Concern[] = [];
  const push = (concern: Omit<Concern, "state" | "affected" | "more">) => found.push({ ...concern, state: concern.grade === "critical" ? "failed" : "degraded", affected: 0, more: 0 });
  const add = (kind: string, grade: Concern["grade"], row: { readonly id: string; readonly name: string; readonly state: State }, path: string, text: string) =>
    push({ id: `${kind} ${row.id} ${text}`, kind, grade, resource: row.id, name: row.name, place: "", text, href: `${path}${path.includes("?") ? "&" : "?"}resource=${encodeURIComponent(row.id)}` });

  for (const name of estate.silentConnections) push({ id: connectionId(name), kind: "Connection", grade: "critical", resource: connectionId(name), name, place: "", text: "does not answer", href: "/settings/infrastructure" });

  // An alert on a part is named after the part too; the text says that.
  const names = new Map([...estate.guests, ...estate.nodes, ...estate.storages, ...estate.disks, ...estate.machines].map((row) => [row.id, row.name]));
  const covered = new Set<string>();
  for (const alert of estate.alerts.list) {
    if (alert.acknowledged) continue;
    covered.add(alert.resourceId);
    push({ id: alert.id, kind: "Alert", grade: alert.level, resource: alert.resourceId, name: names.get(alert.resourceId) ?? alert.resourceName, place: alert.node === alert.resourceName || alert.node === "cluster" ? "" : alert.node, text: alert.message, href: addressOf(estate, alert.resourceId) ?? "/alerts/overview" });
  }
  for (const node of estate.nodes) {
    if (covered.has(node.id)) continue;
    if (node.state === "offline") add("Node", "critical", node, "/proxmox/overview", "is offline");
    else if (node.state === "stale") add("Node", "warning", node, "/proxmox/overview", "sends no data");
    else if (node.state === "degraded") add("Node", "warning", node, "/proxmox/overview", "is degraded");
    load(node, "memory", node.memory, "Memory") || load(node, "disk", node.disk, "Root filesystem");
  }
  for (const machine of estate.machines) {
    if (covered.has(machine.id) || machine.resource.proxmox) continue;
    if (machine.state === "offline") add("Machine", "critical", machine, "/standalone/machines", "is offline");
    else if (machine.state === "stale") add("Machine", "warning", machine, "/standalone/machines", "sends no data");
    else if (machine.state === "degraded") add("Machine", "warning", machine, "/standalone/machines", "is degraded");
    const grade = severity("disk", machine.disk, machine.resource);
    if (machine.state === "online" && grade !== "normal") add("Machine", grade, machine, "/standalone/machines", `Disk is ${Math.round(machine.disk ?? 0)} % full`);
  }
  const full: Guest[] = [];
  for (const guest of estate.guests) {
    if (covered.has(guest.id) || guest.parentOffline) continue;
    if (guest.state === "degraded" || guest.state === "paused") add("Guest", "warning", guest, "/proxmox/overview", guest.state === "paused" ? "is paused" : "is degraded");
    if (guest.state === "running" && severity("disk", guest.disk, guest.resource) !== "normal") full.push(guest);
  }
  full.sort((left, right) => (right.disk ?? 0) - (left.disk ?? 0));
  const [first] = full;
  if (first && full.length > mostSingle) {
    // Dozens of lines of one kind would hide everything else.
    const names = full.slice(0, 3).map((guest) => `${guest.name} ${Math.round(guest.disk ?? 0)} %`).join(", ");
    push({ id: "full guests", kind: "Guests", grade: severity("disk", first.disk, first.resource) === "critical" ? "critical" : "warning", resource: null, name: `${full.length} guests`, place: "", text: `have little disk space left: ${names} …`, href: "/proxmox/overview?q=disk%3E%3D85&sort=disk&order=desc&group=none" });
  } else for (const guest of full) add("Guest", severity("disk", guest.disk, guest.resource) === "critical" ? "critical" : "warning", guest, "/proxmox/overview", `Disk is ${Math.round(guest.disk ?? 0)} % full`);
  for (const storage of estate.storages) {
    if (covered.has(storage.id)) continue;
    if (storage.state === "offline") add("Storage", "critical", storage, "/proxmox/storage", storage.trouble || "is offline");
    else if (storage.state === "degraded") add("Storage", "warning", storage, "/proxmox/storage", storage.trouble || "needs attention");
    const grade = severity("storage", storage.usage, storage.resource);
    if (grade !== "normal") add("Storage", grade, storage, "/proxmox/storage", `${Math.round(storage.usage ?? 0)} % full on ${storage.nodes.length === 1 ? storage.nodes[0] : storage.cluster || "several nodes"}`);
  }
  for (const disk of estate.disks) {
    if (covered.has(disk.id)) continue;
    const place = [disk.device.replace(/^\/dev\//, ""), disk.node].filter(Boolean).join(" on ");
    if (disk.state === "failed") add("Disk", "critical", disk, "/proxmox/storage?tab=disks", `${place}: ${disk.reason || "replace now"}`);
    else if (disk.state === "degraded") add("Disk", "warning", disk, "/proxmox/storage?tab=disks", `${place}: ${disk.reason}`);
    else if (severity(diskTemperature(disk.type), disk.temperature, disk.resource) === "critical") add("Disk", "warning", disk, "/proxmox/storage?tab=disks", `${place} is at ${celsius(disk.temperature)}`);
  }
  for (const cluster of estate.ceph) {
    if (covered.has(cluster.id)) continue;
    if (cluster.state === "failed") add("Ceph", "critical", cluster, "/proxmox/ceph", cluster.message || "reports an error");
    else if (cluster.state === "degraded") add("Ceph", "warning", cluster, "/proxmox/ceph", cluster.message || "reports a warning");
  }
  for (const job of estate.replication) {
    if (job.verdict === "Failed") add("Replication", "warning", job, "/proxmox/replication", `${job.source} → ${job.target}: ${job.error || `failed ${job.fails} times`}`);
  }
  const rank = (concern: Concern) => (concern.grade === "warning" ? 100 : 0) + kinds.indexOf(concern.kind);
  const worst = (left: Concern, right: Concern) => rank(left) - rank(right);
  return [...folded(found.sort(worst), rootsOf(estate))].sort((left, right) => worst(left, right) || right.affected - left.affected);

  function load(row: Node, kind: "memory" | "disk", value: number | null, name: string): boolean {
    const grade = severity(kind, value, row.resource);
    if (grade === "normal" || row.state !== "online") return false;
    add("Node", grade, row, "/proxmox/overview", `${name} is ${Math.round(value ?? 0)} % full`);
    return true;
  }
}

/** One sentence on everything: "2 critical, 3 warnings; 1 node offline". */
export function headline(list: readonly Concern[], estate: Estate): string {
  if (list.length === 0) return "All is well";
  const number = (grade: Concern["grade"]) => list.filter((each) => each.grade === grade).length;
  const critical = number("critical"), warnings = number("warning");
  const counts = [critical > 0 ? `${critical} critical` : "", warnings > 0 ? `${warnings} ${warnings === 1 ? "warning" : "warnings"}` : ""].filter(Boolean).join(", ");
  const down = estate.nodes.filter((node) => node.state === "offline").length + estate.machines.filter((machine) => machine.state === "offline" && !machine.resource.proxmox).length;
  return down > 0 ? `${counts}; ${down} ${down === 1 ? "host" : "hosts"} offline` : counts;
}
