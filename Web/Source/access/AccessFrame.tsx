import { type Children, h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { ThemeSwitch } from "../shell/ThemeSwitch.tsx";

/** The calm page around login and first run. */
export function AccessFrame({ children, wide = false }: { children: Children; wide?: boolean }) {
  return (
    <div class="access">
      <header class="access-head">
        <span class="brand"><Icon name="pulse" /><b>Pulse</b></span>
        <ThemeSwitch />
      </header>
      <main class={`access-card ${wide ? "wide" : ""}`}>{children}</main>
    </div>
  );
}
