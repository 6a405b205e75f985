import { Component, h } from "../preact.ts";
import { isLive } from "../resources/state.ts";
import { Icon } from "../shell/Icon.tsx";
import type { CellContext, Column } from "./columns.ts";
import type { Row } from "./row.ts";
import { openingAddress } from "./rowAddress.ts";

export interface TableRowProps<R extends Row> {
  readonly row: R;
  readonly columns: readonly Column<R>[];
  readonly context: CellContext;
  readonly selected: boolean;
  readonly index: number;
  readonly level: string | undefined;
  readonly fresh: boolean;
  /** Whether it is picked; absent where rows cannot be picked. */
  readonly picked: boolean | undefined;
  /** Keys of columns in which it stands out, `net io+`; a plus is strongly. */
  readonly outliers: string;
}

/** One row. It draws again only when what it shows changed; a changed state flashes once, bars glide unless they are another row's. */
export class TableRow<R extends Row> extends Component<TableRowProps<R>> {
  #flash = 0;
  #other = false;

  override shouldComponentUpdate(next: TableRowProps<R>): boolean {
    const old = this.props;
    this.#other = next.row.id !== old.row.id;
    if (this.#other) this.#flash = 0;
    else if (next.row.state !== old.row.state) this.#flash += 1;
    return next.row !== old.row || next.columns !== old.columns || next.context !== old.context || next.selected !== old.selected ||
      next.index !== old.index || next.level !== old.level || next.picked !== old.picked || next.outliers !== old.outliers;
  }

  override render() {
    const { row, columns, context, selected, index, level, fresh, picked, outliers } = this.props;
    const [first, ...rest] = columns;
    const href = first?.href?.(row);
    const flash = this.#flash === 0 ? "" : this.#flash % 2 === 1 ? "flash-odd" : "flash-even";
    return (
      <tr
        class={`row ${row.state} ${isLive(row.state) ? "" : "dimmed"} ${level ? `alert-${level}` : ""} ${fresh ? "fresh" : ""} ${this.#other ? "other" : ""} ${flash}`}
        aria-rowindex={index + 2}
        aria-selected={selected || picked === true}
        data-id={row.id}
      >
        <th scope="row" class={`cell-name cell-${first?.key} ${href ? "linked" : ""}`}>
          {picked !== undefined && <input type="checkbox" class="pick" tabIndex={-1} checked={picked} aria-label={`Pick ${row.name}`} />}
          <a href={openingAddress("", row.id)} data-row-link={index} aria-current={selected ? "true" : undefined}>{first?.cell(row, context)}{level && <AlertBadge level={level} />}</a>
          {href && /^https?:/.test(href) && (
            <a class="outside" href={href} target="_blank" rel="noopener noreferrer" aria-label={`Open the web interface of ${row.name}`} title={href}><Icon name="external" /></a>
          )}
        </th>
        {rest.map((column) => (
          <td key={column.key} class={`${cellClass(column, row)} ${outlierClass(column, outliers)}`}>{column.cell(row, context)}</td>
        ))}
      </tr>
    );
  }
}

function AlertBadge({ level }: { level: string }) {
  return <span class={`alert-badge ${level}`}><Icon name="bell" /><span class="visually-hidden">{level === "acknowledged" ? "acknowledged alert" : `${level} alert`}</span></span>;
}

function cellClass<R>(column: Column<R>, row: R): string {
  return `cell-${column.key} ${column.align === "right" ? "number" : column.align ?? ""} ${column.grade?.(row) ?? ""}`;
}

function outlierClass<R>({ key, outliers }: Column<R>, found: string): string {
  if (!outliers || found === "") return "";
  const names = found.split(" ");
  return names.includes(`${key}+`) ? "outlier strong" : names.includes(key) ? "outlier" : "";
}
