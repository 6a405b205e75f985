import { acknowledge } from "../alerts/acts.ts";
import { readList } from "../alerts/alert.ts";
import { mayChangeAlerts } from "../access/rights.ts";
import { session } from "../access/session.ts";
import { estate } from "../estate/estate.ts";
import { plural } from "../format/number.ts";
import { snapshot } from "../live/live.ts";
import { copyText } from "../shell/copyText.ts";
import type { IconName } from "../shell/Icon.tsx";
import { resourcePrefix } from "../shell/router.ts";
import { toast } from "../shell/toasts.ts";
import type { PaletteItem } from "./items.ts";

/** What can be done with a result; nothing for a command, which is done by choosing it. */
export function actionsOf(of: PaletteItem): readonly PaletteItem[] {
  if (!of.href) return [];
  const action = (name: string, icon: IconName, act: { run: () => void } | { href: string; outside?: boolean }): PaletteItem => ({ id: `${of.id} ${name}`, group: "Do", name, words: "", about: "", icon, ...act });
  const result = [action("Open", "chevronRight", { href: of.href }), action("Open in a new tab", "external", { href: of.href, outside: true })];
  const isPage = of.id === of.href, short = isPage ? of.href : `${resourcePrefix}${encodeURIComponent(of.id)}`;
  result.push(action("Copy link", "link", { run: () => void copy(`${location.origin}${short}`, "Link") }));
  if (isPage) return result;
  if (of.url) result.push(action("Open its web interface", "external", { href: of.url, outside: true }));
  result.push(action("Copy id", "copy", { run: () => void copy(of.id, "Id") }));
  const mine = estate.value.alerts.list.filter((alert) => alert.resourceId === of.id);
  const open = mine.filter((alert) => !alert.acknowledged).map((alert) => alert.id);
  if (mine.length > 0) result.push(action(`Show its ${plural(mine.length, "alert")}`, "bell", { href: `/alerts/overview?q=${encodeURIComponent(of.name)}` }));
  if (!maySet()) return result;
  if (open.length > 0) result.push(action(`Acknowledge its ${plural(open.length, "alert")}`, "check", { run: () => void acknowledgeAll((id) => open.includes(id)) }));
  result.push(action("Change its thresholds", "edit", { href: `/alerts/thresholds?edit=${encodeURIComponent(of.id)}` }));
  return result;
}

export function maySet(): boolean {
  const state = session.value;
  return "status" in state && mayChangeAlerts(state.status);
}

/** Acknowledges what is open of the alerts that are meant. */
export function acknowledgeAll(meant: (id: string) => boolean): Promise<void> {
  return acknowledge(readList(snapshot.value.facts.activeAlerts).filter((alert) => !alert.acknowledged && meant(alert.id)));
}

async function copy(text: string, what: string): Promise<void> {
  const done = await copyText(text);
  toast(done ? `${what} copied.` : `The ${what.toLowerCase()} could not be copied.`, done ? "success" : "error");
}
