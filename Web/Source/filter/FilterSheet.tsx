import { type Children, h, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";

/** Filters that stand beside each other where there is room, and behind one button on a phone. */
export function FilterSheet({ active, children }: { active: number; children: Children }) {
  const [open, setOpen] = useState(false);
  return (
    <div class={`filter-sheet ${open ? "open" : ""}`}>
      <button type="button" class="button phone-only" aria-expanded={open} onClick={() => setOpen(!open)}><Icon name="filter" />Filters{active > 0 && <b class="tabular"> {active}</b>}</button>
      <div class="filter-fields">{children}</div>
    </div>
  );
}
