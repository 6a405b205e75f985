import { count, plural } from "../format/number.ts";
import { type Children, h } from "../preact.ts";
import { FilterSheet } from "../filter/FilterSheet.tsx";
import { SearchField, type SearchFieldProps } from "../search/SearchField.tsx";
import type { TableChoices } from "./choices.ts";
import { ColumnMenu, type TableOption } from "./ColumnMenu.tsx";
import { chosenColumns, type Column } from "./columns.ts";
import type { Grouping } from "./grouping.ts";
import { GroupSelect } from "./GroupSelect.tsx";
import { ModeSwitch } from "./ModeSwitch.tsx";
import type { Row } from "./row.ts";
import type { Selection } from "./selection.ts";
import { SelectionBar } from "./SelectionBar.tsx";

/** What stands over a table: search, its page's filters, how many rows pass, and how they are shown. With picked rows, what can be done with them. */
export function TableToolbar<R extends Row>({ search, what, found, total, groupings, group, onGroup, modes = true, columns, choices, choose, rows, file, selection, options = [], filters = 0, children }: {
  search: SearchFieldProps;
  /** One row: "guest". */
  what: string;
  found: number;
  total: number;
  groupings?: readonly Grouping<R>[];
  /** Key of the grouping that is on. */
  group?: string | undefined;
  onGroup?: (key: string) => void;
  /** Whether usage can be shown as lines. */
  modes?: boolean;
  columns: readonly Column<R>[];
  choices: TableChoices;
  choose: (change: Partial<TableChoices>) => void;
  /** The rows as they are shown now. */
  rows: () => readonly R[];
  /** Name of an exported file. */
  file: string;
  selection?: Selection;
  options?: readonly TableOption[];
  /** How many filters are on. */
  filters?: number;
  /** Filters of the page. */
  children?: Children;
}) {
  return (
    <div class="toolbar">
      <SearchField {...search} />
      {children && <FilterSheet active={filters}>{children}</FilterSheet>}
      <span class="tools">
        <span class="count tabular" role="status">{found === total ? plural(total, what) : `${count(found)} of ${count(total)}`}</span>
        {groupings && onGroup && <GroupSelect groupings={groupings} chosen={group ?? "none"} onChoose={onGroup} />}
        {modes && <ModeSwitch mode={choices.mode} range={choices.range} onChoose={choose} />}
        <ColumnMenu columns={columns} choices={choices} onChoose={choose} rows={rows} file={file} options={options} />
      </span>
      {selection && <SelectionBar selection={selection} rows={rows} columns={chosenColumns(columns, choices)} file={file} />}
    </div>
  );
}
