import { plural } from "../../format/number.ts";
import { h, useMemo, useState } from "../../preact.ts";
import { Field } from "../../shell/Field.tsx";
import type { Overridable } from "./overridables.ts";

const mostShown = 60;

/** Picks one resource, several, or everything a search finds. */
export function ResourcePicker({ known, chosen, has, onChange }: { known: readonly Overridable[]; chosen: readonly string[]; has: (one: Overridable) => boolean; onChange: (keys: readonly string[]) => void }) {
  const [text, setText] = useState("");
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return known.filter((each) => words.every((word) => `${each.name} ${each.where} ${each.tags.map((tag) => `#${tag}`).join(" ")}`.toLowerCase().includes(word)));
  }, [known, text]);
  return (
    <fieldset class="plain stack">
      <legend>For which</legend>
      <Field id="override-search" label="Search" value={text} onInput={setText} placeholder="Name, node, #tag" autofocus />
      <div class="pick-list" role="group" aria-label="Resources" tabIndex={0}>
        {found.slice(0, mostShown).map((each) => (
          <label class="check" key={each.key}>
            <input type="checkbox" checked={chosen.includes(each.key)} onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, each.key] : chosen.filter((key) => key !== each.key))} />
            <span>{each.name} <small class="muted">{each.where}{has(each) ? ", has an override" : ""}</small></span>
          </label>
        ))}
        {found.length > mostShown && <p class="muted">and {found.length - mostShown} more: search narrows the list.</p>}
      </div>
      <p class="actions">
        <span class="muted">{plural(chosen.length, "resource")} chosen.</span>
        {text !== "" && found.length > 0 && <button type="button" class="link" onClick={() => onChange([...new Set([...chosen, ...found.map((each) => each.key)])])}>Choose all {found.length} found</button>}
        {chosen.length > 0 && <button type="button" class="link" onClick={() => onChange([])}>Choose none</button>}
      </p>
    </fieldset>
  );
}
