import { type Ref, useEffect } from "../preact.ts";

/** Keeps whether a grid of charts is in view and how wide one of its charts is. */
export function useInView(grid: Ref<HTMLElement>, seen: Ref<{ visible: boolean; width: number }>): void {
  useEffect(() => {
    const element = grid.current, state = seen.current;
    if (!element || !state) return;
    const intersection = new IntersectionObserver((entries) => state.visible = entries.some((entry) => entry.isIntersecting), { rootMargin: "200px" });
    const size = new ResizeObserver(() => state.width = element.firstElementChild?.clientWidth ?? element.clientWidth);
    intersection.observe(element);
    size.observe(element);
    return () => {
      intersection.disconnect();
      size.disconnect();
    };
  }, []);
}
