import { type Children, h } from "../preact.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { usePopover } from "./usePopover.ts";

/** A button that opens a small panel; a click elsewhere or Esc closes it. */
export function Menu({ label, icon, children, align = "right", text }: { label: string; icon: IconName; children: (close: () => void) => Children; align?: "left" | "right"; text?: string }) {
  const { open, setOpen, box } = usePopover(".popover input, .popover button, .popover a");
  return (
    <div class="menu-box" ref={box}>
      <button type="button" class={text ? "button tool" : "icon-button tool"} aria-label={label} title={label} aria-expanded={open} onClick={() => setOpen(!open)}><Icon name={icon} />{text}</button>
      {open && <div class={`menu popover ${align}`} role="dialog" aria-label={label}>{children(() => setOpen(false))}</div>}
    </div>
  );
}
