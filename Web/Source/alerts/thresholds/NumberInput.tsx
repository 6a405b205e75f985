import { h } from "../../preact.ts";

/** A small number field with its unit. An empty one is no number and changes nothing. */
export function NumberInput({ label, value, unit, onChange, error, disabled = false, placeholder, least = 0, step = 1 }: {
  label: string;
  value: number | null;
  unit: string;
  onChange: (value: number) => void;
  error?: string | null | undefined;
  disabled?: boolean;
  placeholder?: string;
  least?: number;
  step?: number;
}) {
  return (
    <span class={`number-input ${error ? "invalid" : ""}`}>
      <input
        type="number"
        inputmode="decimal"
        aria-label={label}
        aria-invalid={error ? "true" : undefined}
        title={error ?? undefined}
        value={value === null ? "" : String(value)}
        min={String(least)}
        step={String(step)}
        disabled={disabled}
        placeholder={placeholder}
        onInput={(event) => {
          const read = event.currentTarget.valueAsNumber;
          if (Number.isFinite(read)) onChange(read);
        }}
      />
      <span class="unit" aria-hidden="true">{unit}</span>
    </span>
  );
}
