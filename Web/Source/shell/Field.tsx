import { type Children, h, type Ref, useState } from "../preact.ts";
import { Icon } from "./Icon.tsx";

interface FieldProps {
  id: string;
  label: string;
  value?: string;
  onInput?: (value: string) => void;
  type?: string;
  error?: string | null;
  hint?: Children;
  autocomplete?: string;
  autofocus?: boolean;
  disabled?: boolean;
  mono?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  placeholder?: string;
  min?: string;
}

/** A labelled text field with its hint and error linked for assistive technology. A password can be shown. */
export function Field(props: FieldProps) {
  const { id, label, error, hint, type = "text" } = props;
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const described = [error ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  return (
    <div class={`field ${error ? "invalid" : ""}`}>
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          id={id}
          name={id}
          type={type === "password" && shown ? "text" : type}
          class={props.mono || type === "password" ? "mono" : ""}
          value={props.value}
          ref={props.inputRef}
          onInput={(event) => props.onInput?.(event.currentTarget.value)}
          onKeyUp={(event) => type === "password" && setCapsLock(event.getModifierState?.("CapsLock") ?? false)}
          autocomplete={props.autocomplete ?? "off"}
          autocapitalize="off"
          spellcheck={false}
          disabled={props.disabled}
          placeholder={props.placeholder}
          min={props.min}
          data-autofocus={props.autofocus ? "" : undefined}
          aria-invalid={error ? "true" : undefined}
          aria-describedby={described || undefined}
        />
        {type === "password" && (
          <button type="button" class="icon-button" aria-label={`Show ${label.toLowerCase()}`} aria-pressed={shown} onClick={() => setShown(!shown)}>
            <Icon name="eye" />
          </button>
        )}
      </div>
      {capsLock && <p class="field-hint warn">Caps Lock is on.</p>}
      {hint && <p class="field-hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
    </div>
  );
}
