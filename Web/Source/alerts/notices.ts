import { estate } from "../estate/estate.ts";
import { onLive } from "../live/live.ts";
import { isObject } from "../live/mergePatch.ts";
import type { Resource } from "../resources/resource.ts";
import { readPreference, writePreference } from "../shell/preferences.ts";

/** Unacknowledged alerts, for badges. */
export function openAlerts(list: readonly { readonly level: string; readonly acknowledged: boolean }[]): { critical: number; warning: number } {
  let critical = 0, warning = 0;
  for (const alert of list) {
    if (alert.acknowledged) continue;
    if (alert.level === "critical") critical += 1;
    else warning += 1;
  }
  return { critical, warning };
}

/** Unacknowledged critical alerts by the entry of the navigation under which their resource is found. */
export function criticalByEntry(list: readonly { readonly level: string; readonly acknowledged: boolean; readonly resourceId: string }[], resource: (id: string) => Resource | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const alert of list) {
    if (alert.acknowledged || alert.level !== "critical") continue;
    const entry = entryOf(resource(alert.resourceId));
    if (entry) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  }
  return counts;
}

function entryOf(resource: Resource | undefined): string | null {
  if (!resource) return null;
  if (resource.proxmox || (resource.platformType ?? "").startsWith("proxmox")) return "Proxmox";
  return resource.agent || resource.platformType === "agent" ? "Machines" : null;
}

const area = "browser-notices";

export function noticesWanted(): boolean {
  return readPreference(area, (value) => value.on === true) && globalThis.Notification?.permission === "granted";
}

/** Asks the browser; answers whether notices will come. */
export async function wantNotices(on: boolean): Promise<boolean> {
  const granted = on && typeof Notification !== "undefined" && (Notification.permission === "granted" || await Notification.requestPermission() === "granted");
  writePreference(area, { on: granted });
  return granted;
}

const icons = { critical: "#d3283b", warning: "#d98a0b" } as const;
let original: string | null = null;

/** A dot on the page's icon while something is open. */
function mark(level: keyof typeof icons | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  original ??= link.href;
  const body = level === null ? null
    : `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" rx="5" fill="#0f766e"/><path d="M3 10.5h3l1.8-4.4 3 8 1.9-5.4.9 1.8H17" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/><circle cx="15" cy="5" r="4.5" fill="${icons[level]}" stroke="#fff"/></svg>`;
  link.href = body === null ? original : `data:image/svg+xml,${encodeURIComponent(body)}`;
}

/** Keeps the page's icon in step with the alerts and, where allowed, tells the person of new critical ones. */
export function watchNotices(): void {
  let shown: string | null = null;
  estate.subscribe(() => {
    const { critical, warning } = openAlerts(estate.value.alerts.list);
    const level = critical > 0 ? "critical" : warning > 0 ? "warning" : null;
    if (level === shown) return;
    shown = level;
    mark(level);
  });
  onLive((type, data) => {
    if (type !== "alert" || !isObject(data) || !document.hidden || !noticesWanted()) return;
    const id = String(data.id ?? "");
    const notice = new Notification(`${data.level === "critical" ? "Critical" : "Warning"}: ${String(data.resourceName ?? "")}`, { body: String(data.message ?? ""), tag: id });
    notice.onclick = () => {
      focus();
      location.assign(`/alerts/overview?alert=${encodeURIComponent(id)}`);
    };
  });
}
