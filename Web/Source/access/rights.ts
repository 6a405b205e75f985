import type { SecurityStatus } from "../api/answers.ts";

/** Whether this person may change alerts and their rules. The server decides; who surely may not does not see the forms. */
export function mayChangeAlerts(status: SecurityStatus | null): boolean {
  const rights = status?.settingsCapabilities;
  return rights?.alertsWrite ?? rights?.apiAccessWrite ?? false;
}
