import { h, useEffect, useState } from "../../preact.ts";

/** Several short texts in one field, separated by commas. */
export function ListInput({ id, label, hint, values, onChange }: { id: string; label: string; hint: string; values: readonly string[]; onChange: (values: readonly string[]) => void }) {
  const joined = values.join(", ");
  const [text, setText] = useState(joined);
  useEffect(() => {
    if (splitList(text).join(", ") !== joined) setText(joined);
  }, [joined]);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-describedby={`${id}-hint`}
          onInput={(event) => {
            setText(event.currentTarget.value);
            onChange(splitList(event.currentTarget.value));
          }}
        />
      </div>
      <p class="field-hint" id={`${id}-hint`}>{hint}</p>
    </div>
  );
}

export function splitList(text: string): readonly string[] {
  return [...new Set(text.split(/[,\n]/).map((each) => each.trim()).filter(Boolean))];
}
