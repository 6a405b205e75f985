import { type Ref, useEffect, useRef } from "../preact.ts";
import { onKey } from "../shell/keyboard.ts";

/** Moves through the lines of a table: j, k and the arrows, pages, both ends; left and right fold groups. */
export function useTableKeys(wanted: boolean, box: Ref<HTMLElement>, count: number, lineHeight: number, first: number): void {
  const current = useRef({ count, lineHeight, first });
  current.current = { count, lineHeight, first };
  useEffect(() => {
    if (!wanted) return;
    const move = (by: number) => () => focusLine(box.current, current.current.count, current.current.lineHeight, by);
    const fold = (open: boolean) => () => {
      const heading = document.activeElement?.closest<HTMLElement>("[data-row-link][aria-expanded]");
      if (heading && box.current?.contains(heading) && (heading.getAttribute("aria-expanded") === "true") !== open) heading.click();
    };
    const page = Math.max(5, Math.floor(innerHeight / current.current.lineHeight) - 4);
    const keys: readonly [string, () => void][] = [
      ["j", move(1)],
      ["ArrowDown", move(1)],
      ["k", move(-1)],
      ["ArrowUp", move(-1)],
      ["PageDown", move(page)],
      ["PageUp", move(-page)],
      ["Home", move(-Infinity)],
      ["End", move(Infinity)],
      ["ArrowLeft", fold(false)],
      ["ArrowRight", fold(true)],
    ];
    const releases = keys.map(([key, command]) => onKey(key, command));
    return () => releases.forEach((release) => release());
  }, [wanted]);
}

function focusLine(box: HTMLElement | null, count: number, lineHeight: number, by: number): void {
  if (!box || count === 0) return;
  const active = document.activeElement;
  const focused = active && box.contains(active) ? active.closest<HTMLElement>("[data-row-link]")?.dataset.rowLink : undefined;
  const index = focused === undefined ? (by >= 0 && by !== Infinity ? 0 : count - 1) : Math.min(count - 1, Math.max(0, Number(focused) + by));
  const link = () => box.querySelector<HTMLElement>(`[data-row-link="${index}"]`);
  if (!link()) scrollBy(0, box.getBoundingClientRect().top + index * lineHeight - innerHeight / 2);
  // A line far away is mounted by a later frame.
  const take = (frames: number) => {
    const found = link();
    if (!found) return void (frames > 0 && requestAnimationFrame(() => take(frames - 1)));
    found.focus({ preventScroll: true });
    found.closest("tr")?.scrollIntoView({ block: "nearest" });
  };
  take(20);
}
