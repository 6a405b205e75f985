import { plural } from "../../format/number.ts";
import { type Children, h } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import { acknowledge } from "../acts.ts";
import { tagsOf } from "../alert.ts";
import { kindOf } from "../alertTypes.ts";
import { FilterSelect } from "../FilterSelect.tsx";
import { FilterSheet } from "../../filter/FilterSheet.tsx";
import { TextFilter } from "../TextFilter.tsx";
import { type AlertRow, type Counts, type Filters, optionsOf } from "./activeRows.ts";

/** Search, filters and what is done with all that is shown. */
export function ActiveToolbar({ rows, shown, filters, counts, mayChange, grouped, onGroup, children }: {
  rows: readonly AlertRow[];
  shown: readonly AlertRow[];
  filters: Filters;
  counts: Counts;
  mayChange: boolean;
  grouped: boolean;
  onGroup: (grouped: boolean) => void;
  children: Children;
}) {
  const acknowledgeable = shown.filter((row) => !row.resolved && !row.alert.acknowledged);
  const chip = (value: "critical" | "warning", word: string, number: number) => (
    <button type="button" class={`chip ${value === "critical" ? "danger" : ""}`} aria-pressed={filters.severity === value} onClick={() => setQuery({ severity: filters.severity === value ? null : value })}>{word} <b>{number}</b></button>
  );
  return (
    <div class="toolbar">
      <TextFilter text={filters.text} label="Search alerts" placeholder="Search: resource, message, type …" />
      <div class="chips" role="group" aria-label="Filters">
        {chip("critical", "Critical", counts.critical)}
        {chip("warning", "Warning", counts.warning)}
        {(counts.acknowledged > 0 || filters.acknowledged) && <button type="button" class="chip" aria-pressed={filters.acknowledged !== "hidden"} onClick={() => setQuery({ acknowledged: filters.acknowledged === "hidden" ? null : "hidden" })}>Acknowledged <b>{counts.acknowledged}</b></button>}
      </div>
      <FilterSheet active={[filters.platform, filters.type, filters.node, filters.tag].filter(Boolean).length}>
        <FilterSelect name="Platform" parameter="platform" value={filters.platform} options={optionsOf(rows, (row) => [row.platform])} />
        <FilterSelect name="Type" parameter="type" value={filters.type} options={optionsOf(rows, (row) => [row.alert.type])} words={(type) => kindOf(type).word} />
        <FilterSelect name="Node" parameter="node" value={filters.node} options={optionsOf(rows, (row) => [row.alert.node])} />
        <FilterSelect name="Tag" parameter="tag" value={filters.tag} options={optionsOf(rows, (row) => tagsOf(row.alert))} />
      </FilterSheet>
      <span class="tools">
        <span class="count tabular" role="status">{shown.length === rows.length ? plural(rows.length, "alert") : `${shown.length} of ${rows.length}`}</span>
        {mayChange && acknowledgeable.length > 1 && (
          <button type="button" class="button small" onClick={() => void acknowledge(acknowledgeable.map((row) => row.alert))}><Icon name="check" />Acknowledge {acknowledgeable.length} shown</button>
        )}
        <span class="segments icons" role="radiogroup" aria-label="List">
          {([[true, "bars", "By resource"], [false, "list", "Flat list"]] as const).map(([value, icon, label]) => (
            <button type="button" role="radio" key={label} aria-checked={grouped === value} aria-label={label} title={label} onClick={() => onGroup(value)}><Icon name={icon} /></button>
          ))}
        </span>
        {children}
      </span>
    </div>
  );
}
