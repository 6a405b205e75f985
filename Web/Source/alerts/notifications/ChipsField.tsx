import { h, useEffect, useRef, useState } from "../../preact.ts";
import { same } from "../../live/mergePatch.ts";
import { Icon } from "../../shell/Icon.tsx";
import { splitList, TextInput } from "../TextInput.tsx";

/** Several short texts as chips; Enter or a comma makes a chip. What is still being typed counts already, so that leaving the field moves nothing under the pointer. */
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
  const [chips, setChips] = useState(values);
  const [text, setText] = useState("");
  const told = useRef(values);
  useEffect(() => {
    if (same(told.current, values)) return;
    told.current = values;
    setChips(values);
    setText("");
  }, [values]);
  const set = (nextChips: readonly string[], nextText: string) => {
    setChips(nextChips);
    setText(nextText);
    told.current = [...new Set([...nextChips, ...splitList(nextText)])];
    onChange(told.current);
  };
  const take = (given: string) => set([...new Set([...chips, ...splitList(given.replaceAll(";", ","))])], "");
  const problems = chips.flatMap((value) => wrong?.(value) ?? []);
  return (
    <TextInput
      id={id}
      label={label}
      text={text}
      hint={hint}
      placeholder={chips.length === 0 ? placeholder : ""}
      problem={problems[0] ?? null}
      before={chips.map((value) => (
        <span class={`tag with-act ${wrong?.(value) ? "danger" : ""}`} key={value}>
          {value}
          <button type="button" aria-label={`Remove ${value}`} onClick={() => set(chips.filter((each) => each !== value), text)}><Icon name="close" /></button>
        </span>
      ))}
      onText={(given) => /[,;]\s*$/.test(given) ? take(given) : set(chips, given)}
      onKey={(event) => {
        if (event.key === "Enter" && text.trim() !== "") {
          event.preventDefault();
          take(text);
        } else if (event.key === "Backspace" && text === "" && chips.length > 0) set(chips.slice(0, -1), "");
      }}
    />
  );
}
