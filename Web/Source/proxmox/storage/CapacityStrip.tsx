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
    if (known.length === 0) return [];
    const types = new Map<string, Storage[]>();
    for (const storage of known) {
      const type = storage.type || "Other", some = types.get(type);
      if (some) some.push(storage);
      else types.set(type, [storage]);
    }
    const [all, ...rest] = [["All storage", known] as const, ...types].map(([name, some]) => {
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
