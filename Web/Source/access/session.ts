import type { SecurityStatus } from "../api/answers.ts";
import { Observable } from "../live/observable.ts";

/**
 * Who is here. `ended` keeps the page as it is under a login form: what was typed is not lost.
 */
export type Session =
  | { readonly phase: "loading" }
  | { readonly phase: "failed"; readonly message: string }
  | { readonly phase: "firstRun" }
  | { readonly phase: "login"; readonly status: SecurityStatus }
  | { readonly phase: "open"; readonly status: SecurityStatus }
  | { readonly phase: "ended"; readonly status: SecurityStatus };

export const session = new Observable<Session>({ phase: "loading" });

/** A call or the live connection was told that nobody is signed in any more. */
export function sessionEnded(): void {
  session.update((old) => old.phase === "open" ? { phase: "ended", status: old.status } : old);
}

export function userName(status: SecurityStatus): string {
  return status.ssoSessionDisplayName ?? status.ssoSessionUsername ?? status.proxyAuthUsername ?? status.authUsername ?? "Signed in";
}

/** How somebody came in, where that is known. */
export function wayIn(status: SecurityStatus): string {
  if (status.tokenScopes) return "Signed in with an API token";
  if (status.ssoSessionUsername) return "Signed in by single sign-on";
  return status.proxyAuthUsername ? "Signed in by the proxy" : "Signed in with a password";
}
