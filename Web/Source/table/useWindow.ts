import { type Ref, useLayoutEffect, useRef, useState } from "../preact.ts";
import { useMainWidth } from "../shell/mainWidth.ts";
import { visibleRange } from "./window.ts";

/** Lines that are mounted, and the table's width. The page scrolls, not the table: the window follows where the table is. */
export function useWindow(table: Ref<HTMLElement>, lineHeight: number, count: number, from: number): { first: number; last: number; width: number } {
  const [shown, setShown] = useState<{ first: number; last: number; width: number; main: number | null }>({ first: 0, last: 40, width: 0, main: null });
  const main = useMainWidth();
  const measure = useRef(() => {});
  measure.current = () => {
    const element = table.current;
    if (!element) return;
    const width = element.clientWidth;
    const place = element.getBoundingClientRect();
    const [first, last] = count < from ? [0, count] : visibleRange(-place.top, innerHeight, lineHeight, count);
    setShown((old) => old.first === first && old.last === last && old.width === width && old.main === main ? old : { first, last, width, main });
  };
  useLayoutEffect(() => measure.current(), [count, lineHeight]);
  useLayoutEffect(() => {
    const look = () => measure.current();
    addEventListener("scroll", look, { passive: true, capture: true });
    addEventListener("resize", look, { passive: true });
    // Paper has no window to scroll: all rows are printed.
    const all = () => setShown((old) => ({ ...old, first: 0, last: Infinity }));
    addEventListener("beforeprint", all);
    addEventListener("afterprint", look);
    const observer = new ResizeObserver(look);
    // What stands above may fold or grow, and the table comes into view without any scrolling.
    for (const element of [table.current, table.current?.closest(".page-main")]) if (element) observer.observe(element);
    return () => {
      removeEventListener("scroll", look, { capture: true });
      removeEventListener("resize", look);
      removeEventListener("beforeprint", all);
      removeEventListener("afterprint", look);
      observer.disconnect();
    };
  }, []);
  // As the page narrows, so does its table: drawn right at once instead of after a first layout.
  const told = main === null || shown.main === null || shown.width === 0 ? shown.width : shown.width + main - shown.main;
  return { ...shown, width: told, last: Math.min(shown.last, count), first: Math.min(shown.first, Math.max(0, count - 1)) };
}
