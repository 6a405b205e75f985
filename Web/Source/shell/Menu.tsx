import { type Children, h, useEffect, useRef, useState } from "../preact.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { onKey } from "./keyboard.ts";

/** A button that opens a small panel; a click elsewhere or Esc closes it. */
export function Menu({ label, icon, children, align = "right", text }: { label: string; icon: IconName; children: (close: () => void) => Children; align?: "left" | "right"; text?: string }) {
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
    box.current?.querySelector<HTMLElement>(".popover input, .popover button, .popover a")?.focus();
    return () => {
      document.removeEventListener("pointerdown", outside);
      release();
    };
  }, [open]);
  return (
    <div class="menu-box" ref={box}>
      <button type="button" class={text ? "button tool" : "icon-button tool"} aria-label={label} title={label} aria-expanded={open} onClick={() => setOpen(!open)}><Icon name={icon} />{text}</button>
      {open && <div class={`menu popover ${align}`} role="dialog" aria-label={label}>{children(() => setOpen(false))}</div>}
    </div>
  );
}
