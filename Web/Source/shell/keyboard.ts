import { preferences } from "../preferences/preferences.ts";

/** Keys of the whole page. A page registers what it offers; text fields keep their keys. */

type Command = () => void;

const commands = new Map<string, Command[]>();
const prefixTime = 1000;
let prefix: { key: string; at: number } | null = null;

/** `keys` is one key (`/`, `?`, `Escape`) or two in a row (`g m`). The newest registration wins. Answers how to take it back. */
export function onKey(keys: string, command: Command): () => void {
  const list = commands.get(keys) ?? [];
  commands.set(keys, list);
  list.push(command);
  return () => void list.splice(list.indexOf(command), 1);
}

export function startKeyboard(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (isTyping(event.target) && event.key !== "Escape") return;
    const { letters } = preferences.value;
    if (letters !== "commands" && event.key.length === 1 && event.key !== " ") {
      // The field has the focus before the letter arrives.
      if (letters === "search" && !isFocused()) commands.get("/")?.at(-1)?.();
      return;
    }
    const combined = prefix && event.timeStamp - prefix.at < prefixTime ? `${prefix.key} ${event.key}` : null;
    prefix = null;
    const command = (combined ? commands.get(combined)?.at(-1) : undefined) ?? commands.get(event.key)?.at(-1);
    if (command) {
      event.preventDefault();
      command();
    } else if ([...commands.keys()].some((keys) => keys.startsWith(`${event.key} `))) {
      prefix = { key: event.key, at: event.timeStamp };
    }
  });
}

function isFocused(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body && document.activeElement.id !== "content";
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
}
