import { h, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { splitList } from "../thresholds/ListInput.tsx";

/** Several short texts as chips; Enter, a comma or leaving the field takes what was typed. */
export function ChipsField({ id, label, values, hint, placeholder, wrong, onChange }: {
  id: string;
  label: string;
  values: readonly string[];
  hint?: string;
  placeholder?: string;
  /** What is wrong with one of them; `null` when nothing is. */
  wrong?: (value: string) => string | null;
  onChange: (values: readonly string[]) => void;
}) {
  const [text, setText] = useState("");
  const add = (given: string) => {
    const next = splitList(given).filter((each) => !values.includes(each));
    if (next.length > 0) onChange([...values, ...next]);
    setText("");
  };
  const problems = values.flatMap((value) => wrong?.(value) ?? []);
  return (
    <div class={`field ${problems.length > 0 ? "invalid" : ""}`}>
      <label for={id}>{label}</label>
      <div class="field-box chips-box">
        {values.map((value) => (
          <span class={`tag with-act ${wrong?.(value) ? "danger" : ""}`} key={value}>
            {value}
            <button type="button" aria-label={`Remove ${value}`} onClick={() => onChange(values.filter((each) => each !== value))}><Icon name="close" /></button>
          </span>
        ))}
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={text}
          placeholder={values.length === 0 ? placeholder : ""}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onInput={(event) => /[,;\n]/.test(event.currentTarget.value) && /[,;\s]$/.test(event.currentTarget.value) ? add(event.currentTarget.value) : setText(event.currentTarget.value)}
          onBlur={() => text.trim() !== "" && add(text)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && text.trim() !== "") {
              event.preventDefault();
              add(text);
            } else if (event.key === "Backspace" && text === "" && values.length > 0) onChange(values.slice(0, -1));
          }}
        />
      </div>
      {hint && <p class="field-hint" id={`${id}-hint`}>{hint}</p>}
      {problems[0] && <p class="field-error">{problems[0]}</p>}
    </div>
  );
}
