import { estate } from "../estate/estate.ts";
import { count } from "../format/number.ts";
import { useObserved } from "../live/observable.ts";
import { h } from "../preact.ts";
import { route } from "../shell/router.ts";

/** The pages of Proxmox; those without anything to show are left out, except the one that is open. */
export function ProxmoxTabs() {
  const all = useObserved(estate);
  const path = useObserved(route, (value) => value.path);
  const tabs: readonly (readonly [path: string, name: string, count: number])[] = [
    ["/proxmox/overview", "Guests", all.guests.length],
    ["/proxmox/storage", "Storage", all.storages.length],
    ["/proxmox/replication", "Replication", all.replication.length],
    ["/proxmox/ceph", "Ceph", all.ceph.length],
  ];
  return (
    <nav class="tabs" aria-label="Proxmox">
      {tabs.filter(([to, , number], index) => index === 0 || number > 0 || to === path).map(([to, name, number]) => (
        <a key={to} href={to} aria-current={to === path ? "page" : undefined}>{name}{number > 0 && <small class="tabular">{count(number)}</small>}</a>
      ))}
    </nav>
  );
}
