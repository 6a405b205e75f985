import { kiosk } from "../kiosk/kiosk.ts";
import { snapshot } from "../live/live.ts";
import { isObject } from "../live/mergePatch.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useRef } from "../preact.ts";
import { Icon } from "./Icon.tsx";

/** Offers to load the page again when the server has become another version. A wall screen does so by itself. */
export function VersionChip() {
  const version = useObserved(snapshot, ({ facts: { stats } }) => isObject(stats) && typeof stats.version === "string" ? stats.version : null);
  const walled = useObserved(kiosk, (value) => value.on);
  const first = useRef<string | null>(null);
  first.current ??= version;
  const changed = version !== null && version !== first.current;
  useEffect(() => {
    if (changed && walled) location.reload();
  }, [changed, walled]);
  if (!changed || walled) return null;
  return <button type="button" class="button small" onClick={() => location.reload()}><Icon name="refresh" />New version, reload</button>;
}
