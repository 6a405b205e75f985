import { h } from "../preact.ts";
import { CopyButton } from "../shell/CopyButton.tsx";

/** Lines to run in a terminal, with a button that copies them. */
export function Command({ text, label }: { text: string; label: string }) {
  return (
    <div class="command lines">
      <code>{text}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
