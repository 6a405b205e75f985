import { h, useEffect, useLayoutEffect, useRef, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { onKey } from "../shell/keyboard.ts";
import { setQuery } from "../shell/router.ts";
import { forgetSearches, recentSearches, rememberSearch } from "./recent.ts";
import { type Suggestion, suggestions, type Values } from "./suggestions.ts";

export interface SearchFieldProps {
  /** The list that is searched; its last searches are kept under this name. */
  readonly list: string;
  readonly text: string;
  readonly hint: string | null;
  readonly label: string;
  readonly placeholder: string;
  /** Values by field, asked for only while somebody types. */
  readonly known: () => Values;
  /** Told when somebody is about to search. */
  readonly prepare?: () => void;
}

/** Forgets the last searches instead of searching. */
const forget: Suggestion = { text: "", label: "Clear recent searches", about: "" };

/** The search of a page: its text is in the address, fields and values are suggested, and the last searches while it is empty. `/` comes here. */
export function SearchField({ list, text, hint, label, placeholder, known, prepare }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [offered, setOffered] = useState<readonly Suggestion[]>([]);
  const [picked, setPicked] = useState(-1);
  useEffect(() => onKey("/", () => field.current?.select()), []);
  const [advised, setAdvised] = useState(false);
  // From the first drawing on: the browser would be quicker otherwise.
  useLayoutEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "f") return;
      // Asked for a second time it is the browser's, and where all rows are in the page its search finds them.
      if (document.activeElement === field.current || !document.querySelector(".table-box.many")) return;
      event.preventDefault();
      field.current?.select();
      setAdvised(true);
    };
    document.addEventListener("keydown", find);
    return () => document.removeEventListener("keydown", find);
  }, []);

  const close = () => {
    setOffered([]);
    setPicked(-1);
  };
  const look = (value: string) => {
    setOffered(value === "" ? recent(list) : suggestions(value, known()));
    setPicked(-1);
  };
  const take = (suggestion: Suggestion) => {
    if (suggestion === forget) forgetSearches(list);
    else setQuery({ q: suggestion.text });
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
    } else if (event.key === "Enter") {
      rememberSearch(list, text);
      close();
    } else if (event.key === "Escape") {
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
        class={hint ? "bad" : ""}
        aria-label={label}
        aria-expanded={offered.length > 0}
        aria-controls="search-offers"
        aria-autocomplete="list"
        aria-invalid={hint ? "true" : undefined}
        aria-describedby={hint ? "search-hint" : undefined}
        aria-activedescendant={picked >= 0 ? `search-offer-${picked}` : undefined}
        placeholder={placeholder}
        value={text}
        spellcheck={false}
        autocomplete="off"
        onFocus={() => {
          prepare?.();
          if (text === "") look("");
        }}
        onInput={(event) => {
          setQuery({ q: event.currentTarget.value }, "typed");
          look(event.currentTarget.value);
        }}
        onKeyDown={key}
        onBlur={() => {
          // What could not be read is not worth keeping.
          if (!hint) rememberSearch(list, text);
          setAdvised(false);
          close();
        }}
      />
      <kbd aria-hidden="true">/</kbd>
      {hint && offered.length === 0 && <p class="search-hint" role="status" id="search-hint">{hint}</p>}
      {advised && !hint && offered.length === 0 && <p class="search-hint" role="status">This finds rows in the whole list. Ctrl F again is the browser’s search, which sees only those on the screen.</p>}
      <ul class="offers" role="listbox" id="search-offers" aria-label={text === "" ? "Recent searches" : "Suggestions"} hidden={offered.length === 0}>
        {offered.map((offer, index) => (
          <li
            key={offer.label}
            id={`search-offer-${index}`}
            role="option"
            aria-selected={index === picked}
            onPointerDown={(event) => {
              event.preventDefault();
              take(offer);
            }}
          >
            {offer === forget ? <span>{offer.label}</span> : <code>{offer.label}</code>}
            {offer.about && <span>{offer.about}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function recent(list: string): readonly Suggestion[] {
  const kept = recentSearches(list);
  return kept.length === 0 ? [] : [...kept.map((text) => ({ text, label: text, about: "" })), forget];
}
