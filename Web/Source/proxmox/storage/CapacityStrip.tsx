import { diskBytes } from "../../format/bytes.ts";
import { exactPercent } from "../../format/number.ts";
import { MeterTrack } from "../../marks/Meter.tsx";
import { h, useMemo } from "../../preact.ts";
import { severity } from "../../resources/severity.ts";
import { distinctRooms, type Storage } from "../../resources/storage.ts";

/** How full everything is together, and each type of storage. */
export function CapacityStrip({ storages }: { storages: readonly Storage[] }) {
  const parts = useMemo(() => {
    const known = storages.filter((storage) => storage.used !== null && storage.total !== null);
    const types = new Map<string, readonly Storage[]>(known.length > 0 ? [["All storage", known]] : []);
    for (const storage of known) types.set(storage.type || "Other", [...types.get(storage.type || "Other") ?? [], storage]);
    const [all, ...rest] = [...types].map(([name, some]) => {
      const rooms = distinctRooms(some);
      const used = rooms.reduce((sum, each) => sum + (each.used ?? 0), 0), total = rooms.reduce((sum, each) => sum + (each.total ?? 0), 0);
      return { name, used, total, share: total === 0 ? 0 : used / total * 100 };
    });
    return all ? [all, ...rest.sort((left, right) => right.total - left.total).slice(0, 5)] : [];
  }, [storages]);
  if (parts.length === 0) return null;
  return (
    <dl class="figures strip" aria-label="Capacity">
      {parts.slice(0, parts.length === 2 ? 1 : parts.length).map(({ name, used, total, share }) => (
        <div class={`figure ${severity("storage", share)}`} key={name}>
          <dt>{name}</dt>
          <dd>
            <span class="figure-main">{exactPercent(share)}</span>
            <small>{diskBytes(used)} of {diskBytes(total)}</small>
            <MeterTrack value={share} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
