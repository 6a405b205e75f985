import { Section } from "../../drawer/Section.tsx";
import { estate } from "../../estate/estate.ts";
import { diskBytes } from "../../format/bytes.ts";
import { celsius, percent } from "../../format/number.ts";
import { useObserved } from "../../live/observable.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import type { PhysicalDisk } from "../../resources/physicalDisk.ts";
import type { Storage } from "../../resources/storage.ts";

/** The physical disks a storage's pool is made of. */
export function disksOf(storage: Storage, disks: readonly PhysicalDisk[]): readonly PhysicalDisk[] {
  const pool = storage.resource.storage?.zfsPool?.name;
  return pool === undefined ? [] : disks.filter((disk) => disk.belongsTo === pool && disk.instance === storage.instance && storage.nodes.includes(disk.node));
}

export function LinkedDisks({ storage }: { storage: Storage }) {
  const disks = disksOf(storage, useObserved(estate, (value) => value.disks));
  if (disks.length === 0) return null;
  return (
    <Section title="Physical disks" detail="disks">
      <table class="list">
        <thead><tr><th scope="col">Disk</th><th scope="col">Device</th><th scope="col">Health</th><th scope="col" class="number">Life left</th><th scope="col" class="number">Temp</th><th scope="col" class="number">Size</th></tr></thead>
        <tbody>
          {disks.map((disk) => (
            <tr key={disk.id}>
              <th scope="row"><a href={`/proxmox/storage?tab=disks&resource=${encodeURIComponent(disk.id)}`}><StatusMark state={disk.state} text="" /> {disk.name}</a></th>
              <td><code>{disk.device.replace(/^\/dev\//, "")}</code></td>
              <td>{disk.health}</td>
              <td class="number">{percent(disk.life)}</td>
              <td class="number">{disk.asleep ? "asleep" : celsius(disk.temperature)}</td>
              <td class="number">{diskBytes(disk.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
