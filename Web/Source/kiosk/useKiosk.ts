import { useObserved } from "../live/observable.ts";
import { useEffect, useState } from "../preact.ts";
import { home, replaceAddress, route } from "../shell/router.ts";
import { headWanted, isShown, kiosk } from "./kiosk.ts";

const headTime = 1500, peekTime = 3000, edge = 60, reloadHour = 4;

/** Milliseconds until the next four o'clock: a page that runs for months starts afresh when nobody looks. */
export function untilReload(now: Date): number {
  const next = new Date(now);
  next.setHours(reloadHour, 0, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next.getTime() - now.getTime();
}

/** What a wall screen does by itself: stays awake, turns its pages, hides its head, starts afresh at night, shows no settings. */
export function useKiosk(): { readonly on: boolean; readonly head: boolean } {
  const state = useObserved(kiosk);
  const path = useObserved(route, (value) => value.path);
  const [head, setHead] = useState(true);
  const { on, pages, every } = state;

  useEffect(() => {
    if (on && !isShown(path)) replaceAddress(home);
  }, [on, path]);

  useEffect(() => {
    if (!on || pages.length < 2) return;
    let at = Math.max(0, pages.indexOf(route.value.path));
    const timer = setInterval(() => {
      // Whoever has opened something is reading.
      if (route.value.query.has("resource")) return;
      at = (at + 1) % pages.length;
      replaceAddress(pages[at] ?? home);
    }, every);
    return () => clearInterval(timer);
  }, [on, pages, every]);

  useEffect(() => {
    if (!on) return setHead(true);
    let hide = setTimeout(() => setHead(false), headTime);
    const show = (long = headTime) => {
      setHead(true);
      clearTimeout(hide);
      hide = setTimeout(() => !document.querySelector(".topbar :focus-visible") && setHead(false), long);
    };
    const moved = (event: PointerEvent) => event.clientY <= edge && show();
    const focused = (event: FocusEvent) => (event.target as Element).closest(".topbar") && show();
    document.addEventListener("pointermove", moved, { passive: true });
    document.addEventListener("pointerdown", moved, { passive: true });
    document.addEventListener("focusin", focused);
    const release = headWanted.subscribe(() => show(peekTime));
    const night = setTimeout(() => location.reload(), untilReload(new Date()));
    const letSleep = stayAwake();
    return () => {
      clearTimeout(hide);
      clearTimeout(night);
      document.removeEventListener("pointermove", moved);
      document.removeEventListener("pointerdown", moved);
      document.removeEventListener("focusin", focused);
      release();
      letSleep();
    };
  }, [on]);
  return { on, head: !on || head };
}

/** Only on https and localhost, and not in every browser; a screen that sleeps is no error. */
function stayAwake(): () => void {
  type Lock = { readonly release: () => Promise<void> };
  const wake = (navigator as unknown as { readonly wakeLock?: { readonly request: (kind: "screen") => Promise<Lock> } }).wakeLock;
  if (!wake) return () => {};
  let lock: Lock | null = null, ended = false;
  const take = () => {
    if (document.hidden || ended) return;
    wake.request("screen").then((got) => ended ? void got.release() : lock = got).catch(() => {});
  };
  take();
  document.addEventListener("visibilitychange", take);
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", take);
    void lock?.release();
  };
}
