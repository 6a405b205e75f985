import { plural } from "../format/number.ts";
import { estate } from "../estate/estate.ts";
import { snapshot } from "../live/live.ts";
import { copyText } from "./copyText.ts";
import { onKey } from "./keyboard.ts";
import { resourcePrefix, route } from "./router.ts";
import { toast } from "./toasts.ts";

/** Keys that act on the resource whose row has the focus or whose drawer is open, on any page. Answers how to take them back. */
export function watchRowKeys(): () => void {
  const on = (act: (id: string) => Promise<void>) => () => {
    const id = (document.activeElement?.closest("tr[data-id]") as HTMLElement | null)?.dataset.id ?? route.value.query.get("resource");
    if (id && snapshot.value.resources.has(id)) void act(id);
  };
  const releases = [onKey("c", on(copyLink)), onKey("e", on(acknowledgeOf))];
  return () => releases.forEach((release) => release());
}

async function copyLink(id: string): Promise<void> {
  const done = await copyText(`${location.origin}${resourcePrefix}${encodeURIComponent(id)}`);
  toast(done ? "Link copied." : "The link could not be copied.", done ? "success" : "error");
}

async function acknowledgeOf(id: string): Promise<void> {
  const open = new Set(estate.value.alerts.list.filter((alert) => alert.resourceId === id && !alert.acknowledged).map((alert) => alert.id));
  if (open.size === 0) return toast("It has no open alerts.", "info");
  const { acknowledgeAll, maySet } = await import("../palette/actions.ts");
  if (maySet()) await acknowledgeAll((each) => open.has(each));
  else toast(`You may not acknowledge its ${plural(open.size, "alert")}.`, "warning");
}
