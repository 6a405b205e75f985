import { useState } from "../preact.ts";
import type { MenuCell } from "./CellMenu.tsx";

/** Which cell has its menu open: asked for by the context key, the second mouse button or a long press. Links and what is selected keep the browser's menu. */
export function useCellMenu() {
  const [cell, setCell] = useState<MenuCell | null>(null);
  const onContextMenu = (event: MouseEvent) => {
    const target = event.target as Element;
    const place = target.closest<HTMLTableCellElement>("td, th"), id = target.closest<HTMLElement>("tr[data-id]")?.dataset.id;
    const byPointer = event.button === 2;
    if (!place || !id || getSelection()?.toString() || byPointer && target.closest("a, button, input") || event.shiftKey) return;
    event.preventDefault();
    setCell({ id, at: place.cellIndex });
  };
  return { cell, onContextMenu, move: (at: number) => setCell((old) => old && { ...old, at }), close: () => setCell(null) };
}
