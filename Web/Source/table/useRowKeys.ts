import { useState } from "../preact.ts";
import type { Row } from "./row.ts";
import type { Selection } from "./selection.ts";

/** Keys of the focused row: Space looks into it and goes along with the focus, x picks it, Ctrl A picks all. */
export function useRowKeys<R extends Row>(rows: () => readonly R[], selection: Selection | undefined) {
  const [peek, setPeek] = useState<string | null>(null);
  const focused = (event: Event) => (event.target as Element).closest("a[data-row-link]")?.closest<HTMLElement>("tr[data-id]")?.dataset.id;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const id = focused(event);
    const order = () => rows().map((row) => row.id);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && selection && (id || (event.target as Element).closest("[data-row-link]"))) selection.all(order());
    else if (event.ctrlKey || event.metaKey || !id) return;
    else if (event.key === " ") setPeek(peek === id ? null : id);
    else if (event.key.toLowerCase() === "x" && selection) selection.pick(id, event.shiftKey, order());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocusIn = (event: FocusEvent) => {
    const id = focused(event);
    if (peek !== null && id) setPeek(id);
  };
  return { peeked: peek === null ? undefined : rows().find((row) => row.id === peek), onKeyDown, onFocusIn, endPeek: () => setPeek(null) };
}
