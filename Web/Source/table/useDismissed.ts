import { type Ref, useEffect } from "../preact.ts";
import { onKey } from "../shell/keyboard.ts";

/** A press elsewhere or Esc closes a panel; `back` is told of Esc, to give the focus back. */
export function useDismissed(panel: Ref<HTMLElement>, close: () => void, back: () => void = close): void {
  useEffect(() => {
    const outside = (event: Event) => !panel.current?.contains(event.target as Node) && close();
    document.addEventListener("pointerdown", outside);
    const release = onKey("Escape", back);
    return () => {
      document.removeEventListener("pointerdown", outside);
      release();
    };
  }, []);
}
