import type { Estate } from "./estate.ts";

/** The address that opens a resource on its page; `null` for what is not in the estate. */
export function addressOf(estate: Estate, id: string): string | null {
  const has = (rows: readonly { readonly id: string }[]) => rows.some((row) => row.id === id);
  const page = has(estate.guests) || has(estate.nodes)
    ? "/proxmox/overview"
    : has(estate.storages)
    ? "/proxmox/storage"
    : has(estate.disks)
    ? "/proxmox/storage?tab=disks"
    : has(estate.ceph)
    ? "/proxmox/ceph"
    : has(estate.replication)
    ? "/proxmox/replication"
    : has(estate.machines)
    ? "/standalone/machines"
    : null;
  return page && `${page}${page.includes("?") ? "&" : "?"}resource=${encodeURIComponent(id)}`;
}
