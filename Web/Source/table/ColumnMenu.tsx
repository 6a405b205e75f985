import { h } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { Menu } from "../shell/Menu.tsx";
import { arranged, type Column, usualColumns } from "./columns.ts";
import type { TableChoices } from "./choices.ts";
import { saveRows } from "./exporting.ts";
import type { Row } from "./row.ts";

export interface TableOption {
  readonly name: string;
  readonly on: boolean;
  readonly change: Partial<TableChoices>;
}

/** Which columns a table shows and in which order; its rows as a file. */
export function ColumnMenu<R extends Row>({ columns, choices, onChoose, rows, file, options = [] }: {
  columns: readonly Column<R>[];
  choices: TableChoices;
  onChoose: (change: Partial<TableChoices>) => void;
  /** The rows that are shown now, in their order. */
  rows: () => readonly R[];
  file: string;
  /** What else can be switched of this table. */
  options?: readonly TableOption[];
}) {
  const list = arranged(columns, choices);
  const visible = (column: Column<R>) => choices.shown.includes(column.key) || (!column.optional && !choices.hidden.includes(column.key));
  const toggle = (column: Column<R>) => {
    const without = (keys: readonly string[]) => keys.filter((key) => key !== column.key);
    onChoose(visible(column) ? { hidden: [...without(choices.hidden), column.key], shown: without(choices.shown) } : { hidden: without(choices.hidden), shown: [...without(choices.shown), column.key] });
  };
  const move = (index: number, by: number) => {
    const keys = list.slice(1).map((column) => column.key);
    const [moved] = keys.splice(index, 1);
    if (moved) keys.splice(index + by, 0, moved);
    onChoose({ order: keys });
  };
  return (
    <Menu label="Columns and export" icon="columns">
      {(close) => (
        <div class="column-menu">
          <ul>
            {list.slice(1).map((column, index) => (
              <li key={column.key}>
                <label class="check"><input type="checkbox" checked={visible(column)} onChange={() => toggle(column)} /><span>{column.title ?? column.name}</span></label>
                <button type="button" class="icon-button" aria-label={`Move ${column.name} left`} disabled={index === 0} onClick={() => move(index, -1)}><Icon name="up" /></button>
                <button type="button" class="icon-button" aria-label={`Move ${column.name} right`} disabled={index === list.length - 2} onClick={() => move(index, 1)}><Icon name="down" /></button>
              </li>
            ))}
          </ul>
          {options.length > 0 && (
            <ul class="menu-options">
              {options.map(({ name, on, change }) => <li key={name}><label class="check"><input type="checkbox" checked={on} onChange={() => onChoose(change)} /><span>{name}</span></label></li>)}
            </ul>
          )}
          <div class="menu-foot">
            <button type="button" class="button quiet small" onClick={() => onChoose(usualColumns)}>Usual columns</button>
            {(["CSV", "JSON"] as const).map((format) => (
              <button
                type="button"
                key={format}
                class="button quiet small"
                onClick={() => {
                  saveRows(rows(), list.filter(visible), format, file);
                  close();
                }}
              >
                <Icon name="download" />{format}
              </button>
            ))}
          </div>
        </div>
      )}
    </Menu>
  );
}
