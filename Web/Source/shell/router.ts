import { Observable } from "../live/observable.ts";

export interface Route {
  readonly path: string;
  readonly query: URLSearchParams;
}

export const home = "/";
/** Before the id of a resource: an address that leads to its page, whatever page that is. */
export const resourcePrefix = "/r/";

export const route = new Observable<Route>(current());

/** Goes to an address of the interface; Back returns. */
export function visit(address: string): void {
  settleAddress();
  history.pushState(null, "", address);
  route.set(current());
}

/** Changes the address without a step in the history. */
export function replaceAddress(address: string): void {
  forgetAddress();
  history.replaceState(null, "", address);
  route.set(current());
}

/** Sets or, with `null`, leaves out query parameters. Opening something is a step that Back undoes, filtering is not; what is typed comes into the address when the typing rests. */
export function setQuery(changes: Readonly<Record<string, string | null>>, how: "push" | "replace" | "typed" = "replace"): void {
  const query = new URLSearchParams(route.value.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  const address = route.value.path + (text === "" ? "" : `?${text}`);
  if (how === "push") visit(address);
  else if (how === "replace") replaceAddress(address);
  else {
    route.set({ path: route.value.path, query });
    pending = address;
    clearTimeout(settling);
    settling = setTimeout(settleAddress, settleAfter);
  }
}

/** Writing the address bar takes a browser longer than a search. */
const settleAfter = 400;
let pending: string | null = null;
let settling: number | undefined;

/** Brings the address bar up to date, for whoever reads it. */
export function settleAddress(): void {
  const address = pending;
  forgetAddress();
  if (address !== null) history.replaceState(null, "", address);
}

function forgetAddress(): void {
  clearTimeout(settling);
  pending = null;
}

/** Links of the page stay in the page; a modified click, another target or another host is the browser's. */
export function startRouter(): void {
  addEventListener("popstate", () => {
    forgetAddress();
    route.set(current());
  });
  addEventListener("pagehide", settleAddress);
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest("a");
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute("download")) return;
    event.preventDefault();
    visit(link.pathname + link.search);
  });
}

function current(): Route {
  if (typeof location === "undefined") return { path: "/", query: new URLSearchParams() };
  return { path: location.pathname.replace(/(.)\/+$/, "$1"), query: new URLSearchParams(location.search) };
}
