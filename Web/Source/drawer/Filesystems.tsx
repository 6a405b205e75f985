import { diskBytes } from "../format/bytes.ts";
import { Meter } from "../marks/Meter.tsx";
import { h } from "../preact.ts";
import type { Filesystem } from "../resources/resource.ts";
import { Section } from "./Section.tsx";

export function Filesystems({ disks, reason = "" }: { disks: readonly Filesystem[]; reason?: string }) {
  if (disks.length === 0 && reason === "") return null;
  return (
    <Section title="Filesystems" detail="filesystems">
      {reason && <p class="notice">{reason}</p>}
      {disks.length > 0 && (
        <table class="list">
          <thead><tr><th scope="col">Mount</th><th scope="col" class="wide">Used</th><th scope="col" class="number">Size</th><th scope="col" class="number">Free</th></tr></thead>
          <tbody>
            {disks.map((disk) => {
              const usage = disk.usage !== undefined && disk.usage >= 0 ? disk.usage : disk.total ? (disk.used ?? 0) / disk.total * 100 : null;
              return (
                <tr key={`${disk.device} ${disk.mountpoint}`}>
                  <th scope="row"><span class="names"><b>{disk.mountpoint ?? disk.device}</b><small>{[disk.device, disk.filesystem ?? disk.type].filter(Boolean).join(" · ")}</small></span></th>
                  <td class="wide"><Meter kind="disk" value={usage} /></td>
                  <td class="number">{diskBytes(disk.total)}</td>
                  <td class="number">{diskBytes(disk.free)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Section>
  );
}
