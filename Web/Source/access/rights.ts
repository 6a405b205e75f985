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

/** Whether this caller holds a scope; people, who come without a list of scopes, hold all. */
export function holds(scope: string): boolean {
  const state = session.value;
  const scopes = "status" in state ? state.status.tokenScopes : [];
  return scopes === undefined || scopes.includes("*") || scopes.includes(scope);
}
