import { useEffect, useRef, useState } from "../preact.ts";
import { onKey } from "./keyboard.ts";

/** What a button and the panel it opens have in common: a click elsewhere or Esc closes it, and Esc gives the focus back to the button. */
export function usePopover(first: string) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => !box.current?.contains(event.target as Node) && setOpen(false);
    document.addEventListener("pointerdown", outside);
    const release = onKey("Escape", () => {
      setOpen(false);
      box.current?.querySelector("button")?.focus();
    });
    box.current?.querySelector<HTMLElement>(first)?.focus();
    return () => {
      document.removeEventListener("pointerdown", outside);
      release();
    };
  }, [open]);
  return { open, setOpen, box };
}
