import type { SecurityStatus } from "../api/answers.ts";
import { call, getJson } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { startLive, stopLive } from "../live/live.ts";
import { session } from "./session.ts";

/** Asks the server who is here and goes to first run, login or the application. */
export async function loadSession(): Promise<void> {
  try {
    const status = await getJson<SecurityStatus>("/api/security/status");
    if (!status.hasAuthentication) session.set({ phase: "firstRun" });
    else if (status.detailLevel === "authenticated" || status.detailLevel === "privileged") {
      session.set({ phase: "open", status });
      startLive();
    } else session.set({ phase: "login", status });
  } catch (error) {
    session.set({ phase: "failed", message: errorSentence(error) });
  }
}

export async function signOut(): Promise<void> {
  const status = session.value.phase === "open" ? session.value.status : null;
  await call("POST", "/api/logout");
  stopLive();
  const next = status?.proxyAuthLogoutURL ?? status?.ssoLogoutURL;
  if (next) location.assign(next);
  else await loadSession();
}
