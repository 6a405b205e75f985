import { count } from "../format/number.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h } from "../preact.ts";
import { type State, worst } from "../resources/state.ts";
import { Icon } from "../shell/Icon.tsx";
import type { Column } from "./columns.ts";
import type { Group } from "./grouping.ts";
import type { Row } from "./row.ts";

/** The heading of a group: what it is, how many, and totals under the columns of its rows. */
export function GroupRow<R extends Row>({ group, columns, index, state, onToggle }: {
  group: Group<R>;
  columns: readonly Column<R>[];
  index: number;
  state: State | undefined;
  onToggle: (key: string) => void;
}) {
  const running = group.rows.filter((row) => row.state === "running" || row.state === "online").length;
  return (
    <tr class="group-row" aria-rowindex={index + 2} data-group={group.key}>
      <th scope="row" class="cell-name" colSpan={group.note === undefined ? undefined : columns.length}>
        <button type="button" aria-expanded={group.open} data-row-link={index} onClick={() => onToggle(group.key)}>
          <Icon name={group.open ? "foldOpen" : "foldClosed"} />
          <StatusMark state={state ?? worst(group.rows.map((row) => row.state))} />
          <b>{group.title}</b>
          <small class="tabular">{group.note !== undefined ? group.note : running === group.rows.length ? count(running) : `${count(running)}/${count(group.rows.length)}`}</small>
        </button>
      </th>
      {group.note === undefined && columns.slice(1).map((column) => (
        <td key={column.key} class={`cell-${column.key} ${column.align === "right" ? "number" : column.align ?? ""}`}>{column.total?.(group.rows)}</td>
      ))}
    </tr>
  );
}
