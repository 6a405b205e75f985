import { type Children, h } from "../preact.ts";

/** A labelled field of one line whose text means several things, with what is shown before the text. */
export function TextInput({ id, label, text, hint, placeholder, problem = null, before, onText, onKey }: {
  id: string;
  label: string;
  text: string;
  hint?: string | undefined;
  placeholder?: string | undefined;
  problem?: string | null;
  before?: Children;
  onText: (text: string) => void;
  onKey?: (event: KeyboardEvent) => void;
}) {
  return (
    <div class={`field ${problem ? "invalid" : ""}`}>
      <label for={id}>{label}</label>
      <div class={`field-box ${before === undefined ? "" : "chips-box"}`}>
        {before}
        <input id={id} type="text" autocomplete="off" spellcheck={false} value={text} placeholder={placeholder} aria-describedby={hint ? `${id}-hint` : undefined} onInput={(event) => onText(event.currentTarget.value)} onKeyDown={(event) => onKey?.(event)} />
      </div>
      {hint && <p class="field-hint" id={`${id}-hint`}>{hint}</p>}
      {problem && <p class="field-error">{problem}</p>}
    </div>
  );
}

/** The texts between commas and line breaks, each once. */
export function splitList(text: string): readonly string[] {
  return [...new Set(text.split(/[,\n]/).map((each) => each.trim()).filter(Boolean))];
}
