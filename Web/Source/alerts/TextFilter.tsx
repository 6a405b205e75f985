import { h, useEffect, useRef } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { onKey } from "../shell/keyboard.ts";
import { setQuery } from "../shell/router.ts";

/** A search by words; its text is in the address, `/` comes here. */
export function TextFilter({ text, label, placeholder, parameter = "q" }: { text: string; label: string; placeholder: string; parameter?: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => onKey("/", () => field.current?.select()), []);
  return (
    <div class="search">
      <Icon name="search" />
      <input ref={field} type="search" aria-label={label} placeholder={placeholder} value={text} spellcheck={false} autocomplete="off" onInput={(event) => setQuery({ [parameter]: event.currentTarget.value })} />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}
