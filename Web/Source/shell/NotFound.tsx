import { h } from "../preact.ts";
import { Icon } from "./Icon.tsx";
import { home, route } from "./router.ts";

export function NotFound({ onSearch }: { onSearch: () => void }) {
  return (
    <section class="empty">
      <p class="empty-code" aria-hidden="true">404</p>
      <h1>This page does not exist</h1>
      <p>
        There is nothing at <code>{route.value.path}</code>. It may have moved, or the address has a typing mistake.
      </p>
      <p class="actions">
        <button type="button" class="button primary" onClick={onSearch}><Icon name="search" />Search everything</button>
        <a class="button" href={home}>Go to the overview</a>
      </p>
    </section>
  );
}
