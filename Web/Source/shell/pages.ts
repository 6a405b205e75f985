import { may } from "../access/rights.ts";
import type { h } from "../preact.ts";
import type { IconName } from "./Icon.tsx";
import { lazy } from "./lazy.tsx";
import { home } from "./router.ts";

export interface Page {
  readonly path: string;
  readonly name: string;
  /** The navigation entry it belongs to; the first page of an entry is where the entry leads. */
  readonly entry: string;
  readonly keys?: string;
  /** The right without which it shows nothing. */
  readonly right?: string;
  readonly view: (props: object) => h.JSX.Element;
  readonly preload?: () => void;
}

export interface Entry {
  readonly name: string;
  readonly group: "Monitor" | "Settings";
  readonly icon: IconName;
}

export const entries: readonly Entry[] = [
  { name: "Overview", group: "Monitor", icon: "overview" },
  { name: "Proxmox", group: "Monitor", icon: "proxmox" },
  { name: "Machines", group: "Monitor", icon: "machine" },
  { name: "Alerts", group: "Monitor", icon: "bell" },
  { name: "Infrastructure", group: "Settings", icon: "plug" },
  { name: "General", group: "Settings", icon: "sliders" },
  { name: "API tokens", group: "Settings", icon: "key" },
  { name: "Password", group: "Settings", icon: "lock" },
];

const overview = () => import("../overview/OverviewPage.tsx");
const proxmox = () => import("../proxmox/pages.ts");
const machines = () => import("../machines/pages.ts");
const alerts = () => import("../alerts/pages.ts");
const rules = () => import("../alerts/rules.ts");
const notifications = () => import("../alerts/notifications/pages.ts");
const settings = () => import("../settings/pages.ts");

export const pages: readonly Page[] = [
  { path: home, name: "Overview", entry: "Overview", keys: "g o", ...lazy(overview, (module) => module.OverviewPage) },
  { path: "/proxmox/overview", name: "Proxmox guests", entry: "Proxmox", keys: "g p", ...lazy(proxmox, (module) => module.GuestsPage) },
  { path: "/proxmox/storage", name: "Proxmox storage", entry: "Proxmox", ...lazy(proxmox, (module) => module.StoragePage) },
  { path: "/proxmox/replication", name: "Proxmox replication", entry: "Proxmox", ...lazy(proxmox, (module) => module.ReplicationPage) },
  { path: "/proxmox/ceph", name: "Ceph", entry: "Proxmox", ...lazy(proxmox, (module) => module.CephPage) },
  { path: "/standalone/machines", name: "Machines", entry: "Machines", keys: "g s", ...lazy(machines, (module) => module.MachinesPage) },
  { path: "/alerts/overview", name: "Alerts", entry: "Alerts", keys: "g a", ...lazy(alerts, (module) => module.ActivePage) },
  { path: "/alerts/history", name: "History of alerts", entry: "Alerts", ...lazy(alerts, (module) => module.HistoryPage) },
  { path: "/alerts/thresholds", name: "Thresholds", entry: "Alerts", ...lazy(rules, (module) => module.ThresholdsPage) },
  { path: "/alerts/destinations", name: "Notifications", entry: "Alerts", ...lazy(notifications, (module) => module.NotificationsPage) },
  { path: "/alerts/schedule", name: "Schedule of alerts", entry: "Alerts", ...lazy(rules, (module) => module.SchedulePage) },
  { path: "/settings/infrastructure", name: "Infrastructure", entry: "Infrastructure", keys: "g t", right: "infrastructureRead", ...lazy(settings, (module) => module.InfrastructurePage) },
  { path: "/settings/system-general", name: "General settings", entry: "General", ...lazy(settings, (module) => module.GeneralPage) },
  { path: "/settings/security/api", name: "API tokens", entry: "API tokens", right: "apiAccessRead", ...lazy(settings, (module) => module.ApiTokensPage) },
  { path: "/settings/security/authentication", name: "Password", entry: "Password", right: "authenticationRead", ...lazy(settings, (module) => module.PasswordPage) },
];

export function mayOpen(page: Page): boolean {
  return page.right === undefined || may(page.right);
}

export function pageAt(path: string): Page | undefined {
  return pages.find((page) => page.path === path);
}

/** Addresses of older versions, and ones that only name an area. */
export const redirects: Readonly<Record<string, string>> = {
  "/login": home,
  "/infrastructure": home,
  "/proxmox": "/proxmox/overview",
  "/workloads": "/proxmox/overview",
  "/storage": "/proxmox/storage",
  "/hosts": "/standalone/machines",
  "/standalone": "/standalone/machines",
  "/alerts": "/alerts/overview",
  "/alerts/notifications": "/alerts/destinations",
  "/alerts/thresholds/proxmox": "/alerts/thresholds",
  "/alerts/thresholds/systems": "/alerts/thresholds?group=machines",
  "/alerts/thresholds/agents": "/alerts/thresholds?group=machines",
  "/alerts/thresholds/docker": "/alerts/thresholds?group=containers",
  "/alerts/thresholds/containers": "/alerts/thresholds?group=containers",
  "/alerts/thresholds/kubernetes": "/alerts/thresholds?group=kubernetes",
  "/alerts/thresholds/truenas": "/alerts/thresholds?group=truenas",
  "/alerts/thresholds/vmware": "/alerts/thresholds?group=vmware",
  "/alerts/thresholds/vsphere": "/alerts/thresholds?group=vmware",
  "/alerts/thresholds/mail-gateway": "/alerts/thresholds?group=mail",
  "/settings/notifications": "/alerts/destinations",
  "/settings/security-auth": "/settings/security/authentication",
  "/settings": "/settings/infrastructure",
};
