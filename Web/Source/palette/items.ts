import { signOut } from "../access/signIn.ts";
import { may } from "../access/rights.ts";
import { type Estate, estate } from "../estate/estate.ts";
import { percent } from "../format/number.ts";
import { setKiosk } from "../kiosk/kiosk.ts";
import { guestKindWords } from "../resources/guest.ts";
import type { State } from "../resources/state.ts";
import { copyAddress } from "../shell/copyAddress.ts";
import type { IconName } from "../shell/Icon.tsx";
import { keyGroups } from "../shell/keys.ts";
import { mayOpen, pages } from "../shell/pages.ts";
import { chooseTheme, effectiveTheme } from "../shell/theme.ts";
import { acknowledgeAll, maySet } from "./actions.ts";
import type { Item } from "./ranking.ts";

export interface PaletteItem extends Item {
  /** Right of the name: what and where it is. */
  readonly about: string;
  /** Its figures, for resources. */
  readonly figures?: string;
  readonly state?: State;
  readonly icon?: IconName;
  readonly keys?: string;
  /** Where it leads, for everything that has an address; `outside` in a tab of its own. */
  readonly href?: string;
  readonly outside?: boolean;
  /** Its own web interface. */
  readonly url?: string;
  readonly run?: () => void;
}

/** Pages this person may open. */
export function pageItems(): readonly PaletteItem[] {
  return pages.filter(mayOpen).map((page) => ({ id: page.path, group: "Go to", name: page.name, words: page.path, about: "", href: page.path, icon: "chevronRight", ...(page.keys ? { keys: page.keys } : {}) }));
}

/** Every key, to be looked up. */
export function keyItems(help: () => void): readonly PaletteItem[] {
  return keyGroups.flatMap(([place, list]) => list.map(([keys, does]): PaletteItem => ({ id: `${place} ${keys}`, group: "Keys", name: does, words: keys.toLowerCase(), about: place, icon: "keyboard", keys, run: help })));
}

/** What can be done from anywhere, as far as this person may. */
export function commandItems({ onHelp, onMessages }: { readonly onHelp: () => void; readonly onMessages: () => void }): readonly PaletteItem[] {
  const command = (name: string, words: string, icon: IconName, act: { run: () => void } | { href: string }): PaletteItem => ({ id: `do ${name}`, group: "Do", name, words, about: "", icon, ...act });
  const open = estate.value.alerts.list.filter((alert) => !alert.acknowledged).length;
  const made: readonly (PaletteItem | false)[] = [
    may("infrastructureRead") && command("Add Proxmox VE", "connection node cluster new", "plus", { href: "/settings/infrastructure?add=pve" }),
    command("Active alerts", "problems warnings critical", "bell", { href: "/alerts/overview" }),
    open > 0 && maySet() && command(`Acknowledge ${open === 1 ? "the open alert" : `all ${open} open alerts`}`, "ack seen quiet", "check", { run: () => void acknowledgeAll(() => true) }),
    maySet() && command("Quiet hours", "schedule night silence", "moon", { href: "/alerts/schedule" }),
    may("apiAccessWrite") && command("Add a webhook", "notification discord slack telegram ntfy", "plus", { href: "/alerts/destinations?add=webhook" }),
    may("apiAccessWrite") && command("New API token", "create", "key", { href: "/settings/security/api" }),
    command("Messages", "toasts history what was said bell", "bell", { run: onMessages }),
    command("Switch between light and dark", "theme toggle", "moon", { run: () => chooseTheme(effectiveTheme.value === "dark" ? "light" : "dark") }),
    command("Copy link to this view", "address share url", "link", { run: () => void copyAddress() }),
    command("Kiosk: a screen on the wall", "full screen tv monitor", "system", { run: () => setKiosk(true) }),
    command("Keyboard shortcuts", "help keys", "keyboard", { run: onHelp }),
    command("Sign out", "log out leave", "signOut", { run: () => void signOut() }),
  ];
  return made.filter((item) => item !== false);
}

type Known = { readonly id: string; readonly name: string; readonly state: State; readonly tags?: readonly string[]; readonly url?: string };

const made = new WeakMap<object, PaletteItem>();

/** Everything that is watched. An item is made once for each state of its resource. */
export function resourceItems(all: Estate): readonly PaletteItem[] {
  const result: PaletteItem[] = [];
  const add = <R extends Known>(rows: readonly R[], describe: (row: R) => { about: string; path: string; words: readonly (string | null | undefined)[]; figures?: string }) => {
    for (const row of rows) {
      let item = made.get(row);
      if (!item) {
        const { about, path, words, figures } = describe(row);
        const href = `${path}${path.includes("?") ? "&" : "?"}resource=${encodeURIComponent(row.id)}`;
        const text = [...words, ...(row.tags ?? []).map((tag) => `#${tag}`), about, row.id].filter(Boolean).join("\n").toLowerCase();
        item = { id: row.id, group: "Resources", name: row.name, words: `\n${text}`, about, href, state: row.state, ...(figures ? { figures } : {}), ...(row.url ? { url: row.url } : {}) };
        made.set(row, item);
      }
      result.push(item);
    }
  };
  add(all.nodes, (row) => ({ about: ["Node", row.cluster].filter(Boolean).join(" · "), path: "/proxmox/overview", words: [row.nativeName, ...row.addresses], figures: figures(row) }));
  add(all.guests, (row) => ({ about: `${guestKindWords[row.kind]} ${row.vmid ?? ""} · ${row.node}`, path: "/proxmox/overview", words: [row.vmid === null ? "" : String(row.vmid), row.pool, row.system, ...row.addresses, ...(row.resource.proxmox?.networkInterfaces ?? []).map((card) => card.mac)], figures: figures(row) }));
  add(all.machines.filter((machine) => !machine.resource.proxmox), (row) => ({ about: `Machine · ${row.system}`, path: "/standalone/machines", words: [...row.addresses], figures: figures(row) }));
  add(all.storages, (row) => ({ about: `${row.type || "Storage"} · ${row.nodes.length === 1 ? row.nodes[0] : "shared"}`, path: "/proxmox/storage", words: row.content, figures: percent(row.usage) }));
  add(all.disks, (row) => ({ about: `Disk · ${row.node}`, path: "/proxmox/storage?tab=disks", words: [row.serial, row.device] }));
  add(all.ceph, () => ({ about: "Ceph cluster", path: "/proxmox/ceph", words: [] }));
  return result;
}

function figures(row: { readonly cpu: number | null; readonly memory: number | null }): string {
  return row.cpu === null && row.memory === null ? "" : `${percent(row.cpu)} CPU · ${percent(row.memory)}`;
}
