import { Observable } from "../live/observable.ts";

const area = "pulse.token";

/** A token that came with the address of a wall screen. It lives as long as the tab and is in no address that is shown or kept. */
export const addressToken = new Observable<string | null>(null);

/** Takes `?token=` or `#token=` out of the address before anything else is loaded. */
export function takeAddressToken(): void {
  const query = new URLSearchParams(location.search), fragment = new URLSearchParams(location.hash.slice(1));
  const given = query.get("token") ?? fragment.get("token");
  query.delete("token");
  fragment.delete("token");
  try {
    if (given) sessionStorage.setItem(area, given);
    addressToken.set(given ?? sessionStorage.getItem(area));
  } catch {
    // A browser without storage keeps it for this page only.
    addressToken.set(given);
  }
  if (!given) return;
  const rest = query.toString(), kept = fragment.toString();
  history.replaceState(null, "", location.pathname + (rest ? `?${rest}` : "") + (kept ? `#${kept}` : ""));
}
