import { h } from "../preact.ts";
import { setQuery } from "../shell/router.ts";

/** A filter by one field; it is not shown where there is nothing to choose. */
export function FilterSelect({ name, parameter, value, options, words }: {
  name: string;
  parameter: string;
  value: string | null;
  options: readonly (readonly [value: string, count: number])[];
  words?: (value: string) => string;
}) {
  if (options.length < 2 && value === null) return null;
  const known = options.some(([each]) => each === value);
  return (
    <label class="select">
      {name}
      <select aria-label={name} value={value ?? ""} onChange={(event) => setQuery({ [parameter]: event.currentTarget.value || null })}>
        <option value="">All</option>
        {value !== null && !known && <option value={value}>{words?.(value) ?? value}</option>}
        {options.map(([each, count]) => <option key={each} value={each}>{words?.(each) ?? each} ({count})</option>)}
      </select>
    </label>
  );
}
