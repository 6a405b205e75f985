import { estate } from "../estate/estate.ts";
import { plural } from "../format/number.ts";
import { onLive } from "../live/live.ts";
import { isObject } from "../live/mergePatch.ts";
import { preferences } from "../preferences/preferences.ts";
import { route } from "../shell/router.ts";
import { toast } from "../shell/toasts.ts";

export interface News {
  readonly id: string;
  readonly level: string;
  readonly resourceName: string;
  readonly message: string;
}

const page = "/alerts/overview";
/** What begins or ends within this time is told in one line, milliseconds: an outage is many alerts. */
const gather = 1500;

/** One line for alerts that began or ended together, and where they are seen. */
export function sayNews(alerts: readonly News[], ended: boolean): { readonly text: string; readonly href: string } | null {
  const [first] = alerts;
  if (!first) return null;
  const critical = alerts.filter((alert) => alert.level === "critical").length;
  if (alerts.length === 1) {
    const word = ended ? "Over" : critical > 0 ? "Critical" : "Warning";
    return { text: `${word}: ${first.resourceName}, ${first.message}`, href: ended ? page : `${page}?alert=${encodeURIComponent(first.id)}` };
  }
  return { text: ended ? `${plural(alerts.length, "alert")} are over.` : `${plural(alerts.length, "new alert")}${critical > 0 ? `, ${critical} critical` : ""}.`, href: page };
}

/** Tells of alerts that begin and end, unless their list is on the screen or nobody wants to know. */
export function watchAlertToasts(): void {
  let begun: News[] = [], ended: News[] = [], waiting = false;
  const tell = () => {
    waiting = false;
    const began = sayNews(begun, false), over = sayNews(ended, true);
    begun = [], ended = [];
    if (route.value.path === page || preferences.value.alertToasts === "off") return;
    if (began) toast(began.text, "warning", undefined, began.href);
    if (over) toast(over.text, "info", undefined, over.href);
  };
  onLive((type, data) => {
    if (!isObject(data)) return;
    if (type === "alert") begun.push({ id: String(data.id ?? ""), level: String(data.level ?? ""), resourceName: String(data.resourceName ?? ""), message: String(data.message ?? "") });
    else if (type === "alertResolved") {
      // Only its id comes; what it was stands in the list until the next state.
      const known = estate.value.alerts.list.find((alert) => alert.id === data.alertIdentifier);
      if (known) ended.push(known);
    } else return;
    if (waiting) return;
    waiting = true;
    setTimeout(tell, gather);
  });
}
