import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";

/** A wall screen whose token is no longer good. It asks nobody for a password. */
export function AccessRevoked() {
  return (
    <main class="empty">
      <Icon name="lock" />
      <h1>Access revoked</h1>
      <p>The token of this screen is no longer valid. Open it with a new one.</p>
    </main>
  );
}
