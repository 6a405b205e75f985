import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";

/** Nothing of Proxmox is watched yet. */
export function NoProxmox() {
  return (
    <div class="empty">
      <Icon name="proxmox" />
      <h2>No Proxmox VE yet</h2>
      <p>Connect one node of a cluster and Pulse finds the others. It needs an API token that may read, and shows how to make one.</p>
      <a class="button primary" href="/settings/infrastructure?add=pve"><Icon name="plus" />Add Proxmox VE</a>
    </div>
  );
}

/** The page has nothing of its kind, though there is Proxmox. */
export function NothingHere({ title, children }: { title: string; children: string }) {
  return (
    <div class="empty small">
      <Icon name="proxmox" />
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}
