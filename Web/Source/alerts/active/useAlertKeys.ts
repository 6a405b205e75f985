import { useEffect, useRef } from "../../preact.ts";
import { copyText } from "../../shell/copyText.ts";
import { onKey } from "../../shell/keyboard.ts";
import { toast } from "../../shell/toasts.ts";
import { acknowledge, unacknowledge } from "../acts.ts";
import type { Alert } from "../alert.ts";
import type { AlertRow } from "./activeRows.ts";

/** Keys for the focused row, or else the opened alert: `e` acknowledges and takes back, `m` mutes, `c` copies its link. */
export function useAlertKeys(rows: readonly AlertRow[], opened: AlertRow | undefined, mayChange: boolean, onMute: (row: AlertRow) => void): void {
  const current = useRef({ rows, opened, onMute });
  current.current = { rows, opened, onMute };
  useEffect(() => {
    const target = () => {
      const id = document.activeElement?.closest<HTMLElement>("tr[data-id]")?.dataset.id;
      return current.current.rows.find((row) => row.id === id) ?? current.current.opened;
    };
    const on = (act: (row: AlertRow) => void) => () => {
      const row = target();
      if (row) act(row);
    };
    const releases = [onKey("c", on((row) => void copyLink(row.alert)))];
    if (mayChange) {
      releases.push(
        onKey("e", on((row) => !row.resolved && void (row.alert.acknowledged ? unacknowledge([row.alert]) : acknowledge([row.alert])))),
        onKey("m", on((row) => current.current.onMute(row))),
      );
    }
    return () => releases.forEach((release) => release());
  }, [mayChange]);
}

/** The address under which anybody finds the alert, also after it is over. */
export async function copyLink(alert: Alert): Promise<void> {
  const done = await copyText(`${location.origin}/alerts/overview?alert=${encodeURIComponent(alert.id)}`);
  toast(done ? "Link to this alert copied." : "The link could not be copied.", done ? "success" : "error");
}

/** The alert in one line of text, for a chat or a ticket. */
export async function copyWords(alert: Alert): Promise<void> {
  const started = alert.startTime === null ? "" : `, since ${new Date(alert.startTime).toISOString()}`;
  const done = await copyText(`${alert.level === "critical" ? "Critical" : "Warning"}: ${alert.resourceName}${alert.node && alert.node !== alert.resourceName ? ` on ${alert.node}` : ""}: ${alert.message}${started}`);
  toast(done ? "Alert copied." : "The alert could not be copied.", done ? "success" : "error");
}
