import { type Ref, useLayoutEffect, useRef } from "../preact.ts";
import type { Row } from "./row.ts";
import type { Line } from "./grouping.ts";

/** The focus goes along with its row: places keep their elements, so a row above that comes or goes would leave it on another one. */
export function useFocusedRow<R extends Row>(box: Ref<HTMLElement>, lines: readonly Line<R>[]): void {
  const focused = useRef<string | null>(null);
  // While drawing, the elements still show what they did before.
  focused.current = rowWithFocus(box.current);
  useLayoutEffect(() => {
    const id = focused.current;
    if (id === null || rowWithFocus(box.current) === id) return;
    box.current?.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"] a[data-row-link]`)?.focus({ preventScroll: true });
  }, [lines]);
}

function rowWithFocus(box: HTMLElement | null): string | null {
  const active = globalThis.document?.activeElement;
  if (!box || !active?.matches("a[data-row-link]") || !box.contains(active)) return null;
  return active.closest<HTMLElement>("tr[data-id]")?.dataset.id ?? null;
}
