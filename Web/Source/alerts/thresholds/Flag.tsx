import { h } from "../../preact.ts";

/** A switch with its name. */
export function Flag({ label, on, onChange, hint, mixed = false }: { label: string; on: boolean; onChange: (on: boolean) => void; hint?: string; mixed?: boolean }) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} indeterminate={mixed} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}{hint && <small> {hint}</small>}</span>
    </label>
  );
}
