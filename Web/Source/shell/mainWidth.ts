import { createContext, type Ref, useContext, useEffect, useState } from "../preact.ts";

/** From this width of the window on a drawer stands beside the page; below, over it. */
const beside = globalThis.matchMedia?.("(min-width: 1280px)");
const gap = 20, smallestDrawer = 540, drawerShare = 0.46;

export interface Split {
  /** Pixels of what is beside the drawer; `null` while the page has not been measured. */
  readonly main: number | null;
  /** Pixels of the drawer, `null` when it does not stand beside the page. */
  readonly drawer: number | null;
}

/** How a page of a width is shared with its drawer. */
export function split(width: number, wide: boolean, drawer: boolean): Split {
  if (width <= 0) return { main: null, drawer: null };
  if (!drawer || !wide) return { main: width, drawer: null };
  const aside = Math.max(smallestDrawer, Math.floor(width * drawerShare));
  return { main: width - aside - gap, drawer: aside };
}

/** Known before it is laid out: a table then draws the right columns at once instead of after a first layout. */
export const MainWidth = createContext<number | null>(null);

export function useMainWidth(): number | null {
  return useContext(MainWidth);
}

export function useSplit(page: Ref<HTMLElement>, drawer: boolean): Split {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!page.current) return;
    const observer = new ResizeObserver((entries) => setWidth(Math.floor(entries[0]?.contentRect.width ?? 0)));
    observer.observe(page.current);
    return () => observer.disconnect();
  }, []);
  return split(width, beside?.matches ?? false, drawer);
}
