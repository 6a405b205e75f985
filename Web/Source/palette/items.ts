import { signOut } from "../access/signIn.ts";
import type { Estate } from "../estate/estate.ts";
import { percent } from "../format/number.ts";
import { setKiosk } from "../kiosk/kiosk.ts";
import { guestKindWords } from "../resources/guest.ts";
import type { State } from "../resources/state.ts";
import { copyAddress } from "../shell/copyAddress.ts";
import type { IconName } from "../shell/Icon.tsx";
import { pages } from "../shell/pages.ts";
import { chooseTheme, effectiveTheme } from "../shell/theme.ts";
import type { Item } from "./ranking.ts";

export interface PaletteItem extends Item {
  /** Right of the name: what and where it is. */
  readonly about: string;
  /** Its figures, for resources. */
  readonly figures?: string;
  readonly state?: State;
  readonly icon?: IconName;
  readonly keys?: string;
  /** Where it leads, for everything that has an address. */
  readonly href?: string;
  readonly run?: () => void;
}

export function pageItems(): readonly PaletteItem[] {
  return pages.map((page) => ({ id: page.path, group: "Go to", name: page.name, words: page.path, about: "", href: page.path, icon: "chevronRight", ...(page.keys ? { keys: page.keys } : {}) }));
}

export function commandItems(help: () => void): readonly PaletteItem[] {
  const command = (name: string, words: string, icon: IconName, act: { run: () => void } | { href: string }): PaletteItem => ({ id: `do ${name}`, group: "Do", name, words, about: "", icon, ...act });
  return [
    command("Add Proxmox VE", "connection node cluster new", "plus", { href: "/settings/infrastructure?add=pve" }),
    command("Active alerts", "problems warnings critical", "bell", { href: "/alerts/overview" }),
    command("Quiet hours", "schedule night silence", "moon", { href: "/alerts/schedule" }),
    command("Add a webhook", "notification discord slack telegram ntfy", "plus", { href: "/alerts/destinations?add=webhook" }),
    command("New API token", "create", "key", { href: "/settings/security/api" }),
    command("Switch between light and dark", "theme toggle", "moon", { run: () => chooseTheme(effectiveTheme.value === "dark" ? "light" : "dark") }),
    command("Copy link to this view", "address share url", "link", { run: () => void copyAddress() }),
    command("Kiosk: a screen on the wall", "full screen tv monitor", "system", { run: () => setKiosk(true) }),
    command("Keyboard shortcuts", "help keys", "keyboard", { run: help }),
    command("Sign out", "log out leave", "signOut", { run: () => void signOut() }),
  ];
}

type Known = { readonly id: string; readonly name: string; readonly state: State; readonly tags?: readonly string[] };

const made = new WeakMap<object, PaletteItem>();

/** Everything that is watched. An item is made once for each state of its resource. */
export function resourceItems(estate: Estate): readonly PaletteItem[] {
  const result: PaletteItem[] = [];
  const add = <R extends Known>(rows: readonly R[], describe: (row: R) => { about: string; path: string; words: readonly (string | null | undefined)[]; figures?: string }) => {
    for (const row of rows) {
      let item = made.get(row);
      if (!item) {
        const { about, path, words, figures } = describe(row);
        const href = `${path}${path.includes("?") ? "&" : "?"}resource=${encodeURIComponent(row.id)}`;
        const text = [...words, ...(row.tags ?? []).map((tag) => `#${tag}`), about, row.id].filter(Boolean).join("\n").toLowerCase();
        item = { id: row.id, group: "Resources", name: row.name, words: `\n${text}`, about, href, state: row.state, ...(figures ? { figures } : {}) };
        made.set(row, item);
      }
      result.push(item);
    }
  };
  add(estate.nodes, (row) => ({ about: ["Node", row.cluster].filter(Boolean).join(" · "), path: "/proxmox/overview", words: [row.nativeName, ...row.addresses], figures: figures(row) }));
  add(estate.guests, (row) => ({ about: `${guestKindWords[row.kind]} ${row.vmid ?? ""} · ${row.node}`, path: "/proxmox/overview", words: [row.vmid === null ? "" : String(row.vmid), row.pool, row.system, ...row.addresses, ...(row.resource.proxmox?.networkInterfaces ?? []).map((card) => card.mac)], figures: figures(row) }));
  add(estate.machines.filter((machine) => !machine.resource.proxmox), (row) => ({ about: `Machine · ${row.system}`, path: "/standalone/machines", words: [...row.addresses], figures: figures(row) }));
  add(estate.storages, (row) => ({ about: `${row.type || "Storage"} · ${row.nodes.length === 1 ? row.nodes[0] : "shared"}`, path: "/proxmox/storage", words: row.content, figures: percent(row.usage) }));
  add(estate.disks, (row) => ({ about: `Disk · ${row.node}`, path: "/proxmox/storage?tab=disks", words: [row.serial, row.device] }));
  add(estate.ceph, () => ({ about: "Ceph cluster", path: "/proxmox/ceph", words: [] }));
  return result;
}

function figures(row: { readonly cpu: number | null; readonly memory: number | null }): string {
  return row.cpu === null && row.memory === null ? "" : `${percent(row.cpu)} CPU · ${percent(row.memory)}`;
}
