import { count, plural } from "../../format/number.ts";
import { type Children, h } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import { resourceTypeOf } from "../alert.ts";
import { FilterSelect } from "../FilterSelect.tsx";
import { FilterSheet } from "../../filter/FilterSheet.tsx";
import { TextFilter } from "../TextFilter.tsx";
import type { HistoryFilters } from "./filters.ts";
import type { Occurrence } from "./occurrences.ts";
import { fieldTime, type Range, type RangeName, ranges } from "./range.ts";

const rangeWords: Readonly<Record<RangeName, string>> = { "24h": "24h", "7d": "7d", "30d": "30d", all: "All", custom: "Custom" };
const fresh = { offset: null, from: null, to: null } as const;

/** Which part of the history is shown. */
export function HistoryToolbar({ range, filters, rows, shown, total, onClear, children }: {
  range: Range;
  filters: HistoryFilters;
  /** Those that the filters choose from. */
  rows: readonly Occurrence[];
  shown: number | null;
  total: number;
  onClear: (() => void) | null;
  children: Children;
}) {
  const { severity, unresolved, same } = filters;
  return (
    <div class="toolbar">
      <TextFilter text={filters.text} label="Search the history" placeholder="Search: resource, message, type …" />
      <div class="segments" role="radiogroup" aria-label="Range">
        {(Object.keys(ranges) as RangeName[]).map((each) => (
          <button type="button" role="radio" key={each} aria-checked={range.name === each} onClick={() => setQuery({ range: each === "7d" ? null : each, ...fresh, ...(each === "custom" ? { since: new Date(range.from ?? Date.now() - 7 * 86_400_000).toISOString(), until: null } : { since: null, until: null }) })}>{rangeWords[each]}</button>
        ))}
      </div>
      {range.name === "custom" && (
        <span class="custom-range">
          <MomentField label="From" parameter="since" value={range.from} />
          <MomentField label="To" parameter="until" value={range.to} />
        </span>
      )}
      <div class="chips" role="group" aria-label="Filters">
        {(["critical", "warning"] as const).map((each) => (
          <button type="button" class={`chip ${each === "critical" ? "danger" : ""}`} key={each} aria-pressed={severity === each} onClick={() => setQuery({ severity: severity === each ? null : each, offset: null })}>{each === "critical" ? "Critical" : "Warning"}</button>
        ))}
        <button type="button" class="chip" aria-pressed={unresolved} onClick={() => setQuery({ open: unresolved ? null : "1" })}>Unresolved</button>
        {same && <button type="button" class="chip" aria-pressed="true" aria-label="All alerts again" title={same} onClick={() => setQuery({ same: null, offset: null })}>One alert <Icon name="close" /></button>}
      </div>
      <FilterSheet active={[filters.type, filters.node].filter(Boolean).length}>
        <FilterSelect name="Resource" parameter="type" value={filters.type} options={optionsOf(rows, (row) => resourceTypeOf(row.alert))} />
        <FilterSelect name="Node" parameter="node" value={filters.node} options={optionsOf(rows, (row) => row.alert.node)} />
      </FilterSheet>
      <span class="tools">
        <span class="count tabular" role="status">{shown === null ? "" : shown === total ? plural(shown, "alert") : `${count(shown)} of ${count(total)}`}</span>
        {onClear && <button type="button" class="button quiet small danger" onClick={onClear}>Clear history</button>}
        {children}
      </span>
    </div>
  );
}

function MomentField({ label, parameter, value }: { label: string; parameter: string; value: number | null }) {
  return (
    <label>
      {label}
      <input
        type="datetime-local"
        value={fieldTime(value)}
        onChange={(event) => {
          const at = new Date(event.currentTarget.value);
          setQuery({ [parameter]: Number.isFinite(at.getTime()) ? at.toISOString() : null, ...fresh });
        }}
      />
    </label>
  );
}

function optionsOf(rows: readonly Occurrence[], of: (row: Occurrence) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const row of rows) if (of(row) !== "") counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1]);
}
