import { estate } from "../../estate/estate.ts";
import { bytes, diskBytes } from "../../format/bytes.ts";
import { exactPercent } from "../../format/number.ts";
import { SegmentTrack } from "../../marks/SegmentTrack.tsx";
import { h } from "../../preact.ts";
import { diskReasonText, type Guest } from "../../resources/guest.ts";
import { severity } from "../../resources/severity.ts";
import type { CellContext } from "../../table/columns.ts";
import { MemoryCell, UsageCell, usageTitle } from "../../table/usageColumns.tsx";

/** Of what a guest's memory is a share: of what it was given, or of what its node has. */
export type MemoryBasis = "guest" | "host";

let sized: { nodes: unknown; memory: ReadonlyMap<string, number | null> } = { nodes: null, memory: new Map() };

/** Bytes of memory of a guest's node. */
function nodeMemory(guest: Guest): number | null {
  const { nodes } = estate.value;
  if (sized.nodes !== nodes) sized = { nodes, memory: new Map(nodes.map((node) => [node.id, node.memoryTotal])) };
  return sized.memory.get(guest.nodeId ?? "") ?? null;
}

/** Percent of its node's memory that a guest takes. */
export function memoryOfNode(guest: Guest): number | null {
  const total = nodeMemory(guest), used = guest.hostMemory ?? guest.memoryUsed;
  return guest.memory === null || used === null || !total ? null : used / total * 100;
}

export function GuestMemory({ guest, basis, context }: { guest: Guest; basis: MemoryBasis; context: CellContext }) {
  if (basis === "guest") return <MemoryCell row={guest} context={context} />;
  const value = memoryOfNode(guest), used = guest.hostMemory ?? guest.memoryUsed;
  const title = value === null ? "Memory: not measured" : `Takes ${bytes(used)} of the ${bytes(nodeMemory(guest))} of ${guest.node}, ${exactPercent(value)}`;
  // The history knows shares of what was assigned only.
  return <UsageCell kind="memory" metric="memory" value={value} resource={guest.resource} context={{ ...context, mode: "bars" }} title={title} />;
}

const mostSegments = 8;

export function GuestDisk({ guest, context }: { guest: Guest; context: CellContext }) {
  const mounts = (guest.resource.proxmox?.disks ?? []).filter((disk) => disk.usage !== undefined && disk.usage >= 0).slice(0, mostSegments);
  const track = guest.disk !== null && mounts.length > 1
    ? <SegmentTrack segments={mounts.map(({ usage = 0 }) => ({ share: usage, grade: severity("disk", usage, guest.resource) }))} />
    : undefined;
  const title = [
    guest.disk === null && guest.diskReason ? "" : usageTitle("Disk", guest.disk, guest.diskUsed, guest.diskTotal),
    ...guest.disk === null ? [] : mounts.map((disk) => `${disk.mountpoint ?? disk.device}: ${exactPercent(disk.usage)} of ${diskBytes(disk.total)}`),
    guest.diskReason ? diskReasonText(guest.diskReason) : "",
  ].filter(Boolean).join("\n");
  return <UsageCell kind="disk" metric="disk" value={guest.disk} resource={guest.resource} context={context} title={title} track={track} />;
}
