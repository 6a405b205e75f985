import type { Estate } from "../../estate/estate.ts";
import { count } from "../../format/number.ts";
import { h, useMemo } from "../../preact.ts";
import type { Guest } from "../../resources/guest.ts";

/** How many there are of everything, and how many of them run. */
export function CountsStrip({ all }: { all: Estate }) {
  const parts = useMemo(() => {
    const of = (rows: readonly Guest[]) => [rows.filter((row) => row.state === "running").length, rows.length] as const;
    const up = (rows: readonly { readonly state: string }[]) => [rows.filter((row) => row.state === "online").length, rows.length] as const;
    const list: readonly (readonly [name: string, href: string, counts: readonly [good: number, all: number]])[] = [
      ["Clusters", "/proxmox/overview?group=cluster", [all.clusters, all.clusters]],
      ["Nodes", "/proxmox/overview", up(all.nodes)],
      ["Virtual machines", "/proxmox/overview?type=vm", of(all.guests.filter((guest) => guest.kind === "vm"))],
      ["Containers", "/proxmox/overview?type=lxc", of(all.guests.filter((guest) => guest.kind !== "vm"))],
      ["Storages", "/proxmox/storage", up(all.storages)],
    ];
    return list.filter(([, , [, total]]) => total > 0);
  }, [all.clusters, all.nodes, all.guests, all.storages]);
  const alerts = all.alerts.list.filter((alert) => !alert.acknowledged).length;
  return (
    <nav class="counts-strip" aria-label="Counts">
      {parts.map(([name, href, [good, total]]) => (
        <a key={name} href={href}><span>{name}</span> <b class="tabular">{good === total ? count(total) : `${count(good)}/${count(total)}`}</b></a>
      ))}
      <a href="/alerts/overview" class={alerts > 0 ? "warn" : ""}><span>Alerts</span> <b class="tabular">{count(alerts)}</b></a>
    </nav>
  );
}
