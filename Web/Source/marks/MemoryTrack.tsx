import { h } from "../preact.ts";
import type { MemoryParts } from "../resources/memoryParts.ts";

/** A bar of memory: what is used, behind it the cache that can be taken back, a mark where the balloon holds it, a thin line of swap. One element that only repaints. */
export function MemoryTrack({ used, total, parts }: { used: number | null; total: number | null; parts: MemoryParts }) {
  const part = (bytes: number | null, whole: number | null) => bytes === null || !whole ? 0 : Math.min(100, bytes / whole * 100);
  const share = Math.min(100, used ?? 0);
  const balloon = parts.balloon !== null && total !== null && parts.balloon < total ? part(parts.balloon, total) : 0;
  return (
    <span
      class="meter-track layered"
      aria-hidden="true"
      style={{
        backgroundSize: `${balloon > 0 ? "2px" : "0"} 100%, ${part(parts.swapUsed, parts.swapTotal)}% 2px, ${share}% 100%, ${Math.min(100, share + part(parts.cache, total))}% 100%`,
        backgroundPosition: `${balloon}% 0, 0 100%, 0 0, 0 0`,
      }}
    />
  );
}
