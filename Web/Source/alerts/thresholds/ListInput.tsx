import { h, useEffect, useState } from "../../preact.ts";
import { splitList, TextInput } from "../TextInput.tsx";

/** Several short texts in one field, separated by commas. */
export function ListInput({ id, label, hint, values, onChange }: { id: string; label: string; hint: string; values: readonly string[]; onChange: (values: readonly string[]) => void }) {
  const joined = values.join(", ");
  const [text, setText] = useState(joined);
  useEffect(() => {
    if (splitList(text).join(", ") !== joined) setText(joined);
  }, [joined]);
  const take = (given: string) => {
    setText(given);
    onChange(splitList(given));
  };
  return <TextInput id={id} label={label} hint={hint} text={text} onText={take} />;
}
