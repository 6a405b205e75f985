import { h } from "../preact.ts";
import { home, route } from "./router.ts";

export function NotFound() {
  return (
    <section class="empty">
      <p class="empty-code" aria-hidden="true">404</p>
      <h1>This page does not exist</h1>
      <p>
        There is nothing at <code>{route.value.path}</code>. It may have moved, or the address has a typing mistake.
      </p>
      <a class="button primary" href={home}>Go to the overview</a>
    </section>
  );
}
