import { diskBytes } from "../../format/bytes.ts";
import { exactPercent } from "../../format/number.ts";
import { MeterTrack } from "../../marks/Meter.tsx";
import { h, useMemo } from "../../preact.ts";
import { severity } from "../../resources/severity.ts";
import type { Storage } from "../../resources/storage.ts";

/** How full everything is together, and each type of storage. */
export function CapacityStrip({ storages }: { storages: readonly Storage[] }) {
  const parts = useMemo(() => {
    const types = new Map<string, { used: number; total: number }>();
    for (const storage of storages) {
      if (storage.used === null || storage.total === null) continue;
      for (const name of ["All storage", storage.type || "Other"]) {
        const known = types.get(name) ?? { used: 0, total: 0 };
        known.used += storage.used;
        known.total += storage.total;
        types.set(name, known);
      }
    }
    const [all, ...rest] = [...types].map(([name, sizes]) => ({ name, ...sizes, share: sizes.total === 0 ? 0 : sizes.used / sizes.total * 100 }));
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
