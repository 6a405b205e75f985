import type { Estate } from "../estate/estate.ts";
import { bytes } from "../format/bytes.ts";
import { percent } from "../format/number.ts";
import { Meter } from "../marks/Meter.tsx";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h } from "../preact.ts";
import type { Graded } from "../resources/severity.ts";
import { type State, worst } from "../resources/state.ts";
import { distinctRooms } from "../resources/storage.ts";
import { Icon, type IconName } from "../shell/Icon.tsx";
import { DayStrip } from "./DayStrip.tsx";
import { useBeats } from "./useBeats.ts";
import { weighted } from "../table/usageColumns.tsx";

interface Tile {
  readonly name: "Proxmox" | "Storage" | "Machines";
  readonly href: string;
  readonly icon: IconName;
  readonly state: State;
  readonly counts: readonly (readonly [name: string, up: number, total: number])[];
  readonly use: readonly (readonly [name: string, kind: Graded, value: number | null, note: string])[];
}

/** What runs where, and how much of it is in use. */
export function PlatformTiles({ estate }: { estate: Estate }) {
  const beats = useBeats(estate);
  return (
    <section aria-label="Platforms" class="tiles">
      {tiles(estate).map((tile) => (
        <a class="panel tile" href={tile.href} key={tile.name}>
          <h2><Icon name={tile.icon} />{tile.name}<StatusMark state={tile.state} /></h2>
          <dl class="tile-counts">
            {tile.counts.map(([name, up, total]) => <div key={name}><dt>{name}</dt><dd class="tabular">{up}<span class="muted">/{total}</span></dd></div>)}
          </dl>
          <dl class="tile-use">
            {tile.use.map(([name, kind, value, note]) => (
              <div key={name}><dt>{name}</dt><dd><Meter kind={kind} value={value} title={`${name}: ${percent(value)}${note ? ` of ${note}` : ""}`} /></dd></div>
            ))}
          </dl>
          {beats.has(tile.name) && (
            <div>
              <p class="tile-note">Last 24 hours</p>
              <DayStrip name={tile.name} beats={beats.get(tile.name) ?? []} hours={24} />
            </div>
          )}
        </a>
      ))}
    </section>
  );
}

function tiles(estate: Estate): readonly Tile[] {
  const result: Tile[] = [];
  const { nodes, guests, storages, ceph } = estate;
  const sum = <R,>(rows: readonly R[], read: (row: R) => number | null) => rows.reduce((total, row) => total + (read(row) ?? 0), 0);
  if (nodes.length > 0) {
    const vms = guests.filter((guest) => guest.kind === "vm"), containers = guests.filter((guest) => guest.kind !== "vm");
    const running = (rows: typeof guests) => rows.filter((guest) => guest.state === "running").length;
    result.push({
      name: "Proxmox",
      href: "/proxmox/overview",
      icon: "proxmox",
      state: worst(nodes.map((node) => node.state)),
      counts: [
        ["Nodes", nodes.filter((node) => node.state === "online").length, nodes.length],
        ["VMs", running(vms), vms.length],
        ["Containers", running(containers), containers.length],
      ],
      use: [
        ["CPU", "cpu", weighted(nodes, (node) => node.cpu, (node) => node.cores ?? 1), `${sum(nodes, (node) => node.cores)} threads`],
        ["Memory", "memory", weighted(nodes, (node) => node.memory, (node) => node.memoryTotal), bytes(sum(nodes, (node) => node.memoryTotal))],
      ],
    });
  }
  if (storages.length > 0) {
    const shared = storages.filter((each) => each.shared), local = distinctRooms(storages.filter((each) => !each.shared));
    result.push({
      name: "Storage",
      href: "/proxmox/storage",
      icon: "storage",
      state: worst([...storages, ...ceph].map((each) => each.state)),
      counts: [
        ["Storages", storages.filter((storage) => storage.state === "online").length, storages.length],
        ...(estate.disks.length > 0 ? [["Disks", estate.disks.filter((disk) => disk.state === "online").length, estate.disks.length] as const] : []),
      ],
      use: [
        ["Local", "storage", weighted(local, (each) => each.usage, (each) => each.total), bytes(sum(local, (each) => each.total))],
        ["Shared", "storage", weighted(shared, (each) => each.usage, (each) => each.total), bytes(sum(shared, (each) => each.total))],
      ],
    });
  }
  const machines = estate.machines.filter((machine) => !machine.resource.proxmox);
  if (machines.length > 0) {
    result.push({
      name: "Machines",
      href: "/standalone/machines",
      icon: "machine",
      state: worst(machines.map((machine) => machine.state)),
      counts: [["Online", machines.filter((machine) => machine.state === "online").length, machines.length]],
      use: [
        ["CPU", "cpu", weighted(machines, (machine) => machine.cpu, (machine) => machine.cores ?? 1), ""],
        ["Memory", "memory", weighted(machines, (machine) => machine.memory, (machine) => machine.resource.memory?.total ?? null), ""],
      ],
    });
  }
  return result;
}
