import { estate } from "../estate/estate.ts";
import { useObserved } from "../live/observable.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h, useEffect, useMemo, useRef, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { readPreference, texts, writePreference } from "../shell/preferences.ts";
import { visit } from "../shell/router.ts";
import { takeTyped } from "../shell/typedAhead.ts";
import { actionsOf } from "./actions.ts";
import { commandItems, keyItems, pageItems, type PaletteItem, resourceItems } from "./items.ts";
import { ranked, readWish } from "./ranking.ts";

/** One field for every page, resource and command, and for what can be done with each. */
export function Palette({ onClose, onHelp, onMessages }: { onClose: () => void; onHelp: () => void; onMessages: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState("");
  const [picked, setPicked] = useState(0);
  const all = useObserved(estate);
  const recent = useMemo(() => readPreference("recent", (value) => texts(value.ids, 8)), []);
  /** The result whose actions are listed instead of results. */
  const [of, setOf] = useState<PaletteItem | null>(null);
  const fixed = useMemo(() => [...pageItems(), ...commandItems({ onHelp, onMessages }), ...keyItems(onHelp)], []);
  const results = useMemo(() => ranked<PaletteItem>([...fixed, ...resourceItems(all)], readWish(typed), recent), [typed, all]);
  const shown = useMemo(() => of ? actionsOf(of) : results, [of, results]);
  const goInto = (item: PaletteItem | null) => {
    setPicked(item ? 0 : Math.max(0, results.findIndex((each) => each.id === of?.id)));
    setOf(item);
  };

  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    setTyped(takeTyped());
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [picked, shown]);

  const take = (item: PaletteItem | undefined, elsewhere = false) => {
    if (!item) return;
    const used = of ?? item;
    if (used.group !== "Keys") writePreference("recent", { ids: [used.id, ...recent.filter((id) => id !== used.id)].slice(0, 8) });
    onClose();
    if (item.run) item.run();
    else if (item.href && (elsewhere || item.outside)) open(item.href, "_blank", "noopener");
    else if (item.href) visit(item.href);
  };
  const key = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const by = steps[event.key];
    if (by !== undefined) {
      event.preventDefault();
      setPicked(Math.min(shown.length - 1, Math.max(0, picked + by)));
    } else if (event.key === "ArrowRight" && !of && event.currentTarget.selectionStart === typed.length && shown[picked] && actionsOf(shown[picked]).length > 0) {
      event.preventDefault();
      goInto(shown[picked]);
    } else if (of && (event.key === "ArrowLeft" || event.key === "Escape" || event.key === "Backspace")) {
      event.preventDefault();
      goInto(null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(shown[picked], event.ctrlKey || event.metaKey);
    }
  };
  return (
    <dialog
      ref={dialog}
      class="dialog palette"
      aria-label="Search everything"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => event.target === dialog.current && onClose()}
    >
      <div class="palette-field">
        <Icon name="search" />
        {of && <button type="button" class="chip" aria-label={`Back from ${of.name}`} onClick={() => goInto(null)}>{of.name}<Icon name="close" /></button>}
        <input
          type="text"
          role="combobox"
          aria-label="Search everything"
          aria-expanded={shown.length > 0}
          aria-controls="palette-list"
          aria-activedescendant={shown.length > 0 ? `palette-${picked}` : undefined}
          placeholder="A name, id, address, tag, page or command"
          value={typed}
          spellcheck={false}
          autocomplete="off"
          onKeyDown={key}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setOf(null);
            setPicked(0);
          }}
        />
      </div>
      <ul id="palette-list" role="listbox" aria-label={of ? `Actions of ${of.name}` : "Results"} ref={list} onClick={(event) => take(shown[Number((event.target as Element).closest<HTMLElement>("[data-at]")?.dataset.at ?? -1)], event.ctrlKey || event.metaKey)}>
        {shown.map((item, index) => (
          <li
            key={`${item.group} ${item.id}`}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === picked}
            data-at={index}
            data-group={item.group !== shown[index - 1]?.group ? item.group : undefined}
            onPointerMove={() => index !== picked && setPicked(index)}
          >
            {item.state ? <StatusMark state={item.state} /> : item.icon && <Icon name={item.icon} />}
            <b>{item.name}</b>
            <span class="palette-about">{item.about}</span>
            {item.figures && <span class="palette-figures tabular">{item.figures}</span>}
            {item.keys && <span class="palette-keys">{item.keys.split(" ").map((each) => <kbd key={each}>{each}</kbd>)}</span>}
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p class="palette-none">Nothing matches “{typed}”.</p>}
      <p class="palette-hint" aria-hidden="true"><kbd>↑</kbd><kbd>↓</kbd> choose <kbd>↵</kbd> open <kbd>→</kbd> actions <kbd>Ctrl ↵</kbd> new tab · <code>&gt;</code> commands <code>@</code> resources <code>#</code> tags <code>?</code> keys</p>
    </dialog>
  );
}
