import { session } from "./session.ts";
import type { SecurityStatus } from "../api/answers.ts";

/** Whether this person may change alerts and their rules. The server decides; who surely may not does not see the forms. */
export function mayChangeAlerts(status: SecurityStatus | null): boolean {
  const rights = status?.settingsCapabilities;
  return rights?.alertsWrite ?? rights?.apiAccessWrite ?? false;
}

/** Whether this person surely may: by the name of a right the server tells. */
export function may(right: string): boolean {
  const state = session.value;
  return "status" in state && state.status.settingsCapabilities?.[right] === true;
}
