import { h, useState } from "../preact.ts";
import { copyText } from "./copyText.ts";
import { Icon } from "./Icon.tsx";

/** Copies a text; says so on the button itself. */
export function CopyButton({ text, label, onCopied }: { text: string; label: string; onCopied?: () => void }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setDone(true);
    onCopied?.();
    setTimeout(() => setDone(false), 2000);
  };
  return (
    <button type="button" class="button quiet small" aria-label={label} onClick={() => void copy()}>
      <Icon name={done ? "check" : "copy"} />
      <span aria-live="polite">{done ? "Copied" : "Copy"}</span>
    </button>
  );
}
