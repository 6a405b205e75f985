import { session } from "../access/session.ts";
import { Observable } from "../live/observable.ts";
import { pageAt } from "../shell/pages.ts";
import { texts } from "../shell/preferences.ts";
import { recall, remember } from "../shell/sessionMemory.ts";

/** A wall screen: no navigation, nothing to change, awake. */
export interface Kiosk {
  readonly on: boolean;
  /** Pages that are shown in turn, and for how long each, milliseconds. */
  readonly pages: readonly string[];
  readonly every: number;
}

const area = "kiosk";
const shortestTurn = 5_000;
export const noKiosk: Kiosk = { on: false, pages: [], every: 30_000 };

export const kiosk = new Observable<Kiosk>(noKiosk);
/** Where the choice was made by no one, a token that may only look makes it. */
let chosen = false;

/** Reads `kiosk`, `rotate` and `pages` of an address over what the tab has kept. */
export function readKiosk(query: URLSearchParams, kept: Kiosk): Kiosk {
  const wish = query.get("kiosk");
  const seconds = /^(\d+)s?$/.exec(query.get("rotate") ?? "");
  const pages = (query.get("pages") ?? "").split(",").map((page) => `/${page.trim().replace(/^\//, "")}`).filter((page) => pageAt(page.split("?")[0] ?? "") && isShown(page)).slice(0, 20);
  return {
    on: wish === "1" || wish === "true" ? true : wish === "0" || wish === "false" ? false : kept.on,
    pages: query.has("pages") ? pages : kept.pages,
    every: seconds ? Math.max(shortestTurn, Number(seconds[1]) * 1000) : kept.every,
  };
}

/** What a wall screen never shows. */
export function isShown(path: string): boolean {
  return !/^\/(settings|patrol|actions|alerts\/(thresholds|destinations|schedule))(\/|\?|$)/.test(path);
}

/** A token that cannot change anything cannot leave either. */
export function mayLeave(scopes: readonly string[] | undefined): boolean {
  return scopes === undefined || scopes.some((scope) => scope === "*" || scope.startsWith("settings:"));
}

export function startKiosk(): void {
  let kept = noKiosk;
  const found = recall(area);
  if (typeof found === "object" && found !== null) {
    const { on, pages, every } = found as Partial<Kiosk>;
    kept = { on: on === true, pages: texts(pages), every: typeof every === "number" ? every : noKiosk.every };
    chosen = true;
  }
  const query = new URLSearchParams(location.search);
  const next = readKiosk(query, kept);
  if (query.has("kiosk")) set(next);
  else kiosk.set(next);
  session.subscribe(() => {
    const state = session.value;
    const scopes = "status" in state ? state.status.tokenScopes : undefined;
    if (!chosen && state.phase === "open" && scopes?.length === 1 && scopes[0] === "monitoring:read") set({ ...kiosk.value, on: true });
  });
}

export function setKiosk(on: boolean): void {
  set({ ...kiosk.value, on });
}

/** Counts the wishes to see the head of a wall screen. */
export const headWanted = new Observable<number>(0);

/** Ends it if whoever is here may; shows its head otherwise. Answers whether there was anything to end. */
export function leaveKiosk(): boolean {
  if (!kiosk.value.on) return false;
  const state = session.value;
  if (mayLeave("status" in state ? state.status.tokenScopes : undefined)) setKiosk(false);
  else headWanted.update((count) => count + 1);
  return true;
}

function set(next: Kiosk): void {
  chosen = true;
  kiosk.set(next);
  remember(area, next);
}
