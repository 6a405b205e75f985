import { h, useEffect, useRef, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { onKey } from "../shell/keyboard.ts";
import { setQuery } from "../shell/router.ts";
import { type Suggestion, suggestions, type Values } from "./suggestions.ts";

export interface SearchFieldProps {
  readonly text: string;
  readonly hint: string | null;
  readonly label: string;
  readonly placeholder: string;
  /** Values by field, asked for only while somebody types. */
  readonly known: () => Values;
  /** Told when somebody is about to search. */
  readonly prepare?: () => void;
}

/** The search of a page: its text is in the address, fields and values are suggested, `/` comes here. */
export function SearchField({ text, hint, label, placeholder, known, prepare }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [offered, setOffered] = useState<readonly Suggestion[]>([]);
  const [picked, setPicked] = useState(-1);
  useEffect(() => onKey("/", () => field.current?.select()), []);

  const close = () => {
    setOffered([]);
    setPicked(-1);
  };
  const look = (value: string) => {
    setOffered(suggestions(value, known()));
    setPicked(-1);
  };
  const take = (suggestion: Suggestion) => {
    setQuery({ q: suggestion.text });
    field.current?.focus();
    if (suggestion.text.endsWith(":")) look(suggestion.text);
    else close();
  };
  const key = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const chosen = offered[picked];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (offered.length === 0) return void (event.key === "ArrowDown" && document.querySelector<HTMLElement>("[data-row-link]")?.focus());
      setPicked((picked + (event.key === "ArrowDown" ? 1 : offered.length + (picked < 0 ? 0 : -1))) % offered.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && chosen) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Enter") close();
    else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (offered.length > 0) close();
      else if (text === "") field.current?.blur();
      else setQuery({ q: null });
    }
  };

  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label={label}
        aria-expanded={offered.length > 0}
        aria-controls="search-offers"
        aria-autocomplete="list"
        aria-activedescendant={picked >= 0 ? `search-offer-${picked}` : undefined}
        placeholder={placeholder}
        value={text}
        spellcheck={false}
        autocomplete="off"
        onFocus={() => prepare?.()}
        onInput={(event) => {
          setQuery({ q: event.currentTarget.value }, "typed");
          look(event.currentTarget.value);
        }}
        onKeyDown={key}
        onBlur={close}
      />
      <kbd aria-hidden="true">/</kbd>
      {hint && offered.length === 0 && <p class="search-hint" role="status">{hint}</p>}
      <ul class="offers" role="listbox" id="search-offers" aria-label="Suggestions" hidden={offered.length === 0}>
        {offered.map((offer, index) => (
          <li
            key={offer.text}
            id={`search-offer-${index}`}
            role="option"
            aria-selected={index === picked}
            onPointerDown={(event) => {
              event.preventDefault();
              take(offer);
            }}
          >
            <code>{offer.label}</code>
            <span>{offer.about}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
