import { type Ref, useLayoutEffect, useState } from "../preact.ts";

const gap = 4, edge = 8;

/** Where a panel over a table goes: below what it is about, or above where there is more room. `about` names that, to look again when it changes. */
export function usePlace(panel: Ref<HTMLElement>, anchor: () => Element | null, about: string, indent = 0): Record<string, string> {
  const [place, setPlace] = useState<Record<string, string>>({ visibility: "hidden" });
  useLayoutEffect(() => {
    const look = () => {
      const from = anchor()?.getBoundingClientRect();
      const own = panel.current, box = own?.offsetParent?.getBoundingClientRect();
      if (!from || !own || !box) return setPlace({ visibility: "hidden" });
      const below = from.bottom + own.offsetHeight + edge + gap < innerHeight;
      const left = Math.max(edge, Math.min(from.left + indent, innerWidth - own.offsetWidth - edge));
      const top = Math.max(edge, below ? from.bottom + gap : from.top - own.offsetHeight - gap);
      // Its place is counted from the table's.
      setPlace({ visibility: "visible", left: `${left - box.left}px`, top: `${top - box.top}px` });
    };
    look();
    addEventListener("scroll", look, { passive: true, capture: true });
    const observer = new ResizeObserver(look);
    if (panel.current) observer.observe(panel.current);
    return () => {
      removeEventListener("scroll", look, { capture: true });
      observer.disconnect();
    };
  }, [about]);
  return place;
}
