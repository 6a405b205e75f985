import type { SeriesLookup } from "../history/rowSeries.ts";
import type { AlertLevel } from "../estate/alerts.ts";
import { estate } from "../estate/estate.ts";
import { plural } from "../format/number.ts";
import { now } from "../live/now.ts";
import { type Observable, useObserved } from "../live/observable.ts";
import { h, useLayoutEffect, useMemo, useRef, useState } from "../preact.ts";
import { type Preferences, preferences } from "../preferences/preferences.ts";
import { limits } from "../resources/severity.ts";
import type { State } from "../resources/state.ts";
import { Icon } from "../shell/Icon.tsx";
import { route, setQuery } from "../shell/router.ts";
import { CellMenu } from "./CellMenu.tsx";
import { type CellContext, type Column, type ColumnChoice, columnWidths, shownColumns, usualColumns } from "./columns.ts";
import { GroupRow } from "./GroupRow.tsx";
import { type Grouping, type Line, linesOf } from "./grouping.ts";
import { useOrder } from "./order.ts";
import type { Row } from "./row.ts";
import { completeLink } from "./rowAddress.ts";
import { attentionFirst, type Compare, comparison, nextSorting, readSorting, writeSorting } from "./sorting.ts";
import { Peek } from "./Peek.tsx";
import type { Selection } from "./selection.ts";
import { TableRow } from "./TableRow.tsx";
import { useCellMenu } from "./useCellMenu.ts";
import { useFocusedRow } from "./useFocusedRow.ts";
import { useFresh } from "./useFresh.ts";
import { useOutliers } from "./useOutliers.ts";
import { useRowKeys } from "./useRowKeys.ts";
import { useSlots } from "./useSlots.ts";
import { useTableKeys } from "./useTableKeys.ts";
import { useWindow } from "./useWindow.ts";

export interface TableProps<R extends Row> {
  /** What it lists, for assistive technology. */
  readonly caption: string;
  readonly class: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly choice?: ColumnChoice;
  readonly usual?: Compare<R>;
  readonly grouping?: Grouping<R> | null;
  readonly groupState?: (key: string) => State | undefined;
  readonly collapsed?: readonly string[];
  readonly onCollapse?: (collapsed: readonly string[]) => void;
  readonly selected: string | null;
  readonly levels?: ReadonlyMap<string, AlertLevel>;
  readonly mode?: "bars" | "lines";
  readonly series?: SeriesLookup | undefined;
  /** Before the names of the query parameters, where a page has several tables. */
  readonly prefix?: string;
  /** Whether j, k and the arrows move in this table. */
  readonly keys?: boolean;
  /** Pixels of a line where the usual density is preferred. */
  readonly lineHeight?: number;
  /** From this many lines on only those in view are mounted. */
  readonly windowFrom?: number;
  /** Only this many rows, until more are asked for by a button under them. */
  readonly most?: number | undefined;
  readonly onMore?: () => void;
  /** Rows can be picked: by their box, by `x`, all by Ctrl A. */
  readonly selection?: Selection;
  /** Where the rows are told in the order they are shown in. */
  readonly order?: Observable<readonly R[]>;
}

const usualWindow = 100;
/** Up to this width bars stand under their numbers. */
const narrowest = 620;
const noSeries = () => undefined;
const none: readonly string[] = [];

/** A table of any number of rows: sorted, grouped, windowed, moved through by keyboard. The order holds still under the pointer. */
export function Table<R extends Row>(props: TableProps<R>) {
  const { rows, columns, choice = usualColumns, usual = attentionFirst, grouping = null, collapsed = none, mode = "bars", prefix = "", windowFrom = usualWindow } = props;
  const preferred = useObserved(preferences);
  const lineHeight = lineHeightOf(props.lineHeight ?? densities.comfortable, preferred.density);
  const box = useRef<HTMLDivElement>(null);
  const query = useObserved(route, (value) => value.query.toString());
  const [held, setHeld] = useState(false);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);

  const parameters = useMemo(() => new URLSearchParams(query), [query]);
  const sortText = parameters.get(`${prefix}sort`), orderText = parameters.get(`${prefix}order`);
  const sorting = useMemo(() => readSorting(columns, sortText, orderText), [columns, sortText, orderText]);
  const compare = useMemo(() => comparison(columns, sorting, usual), [columns, sorting, usual]);
  const { rows: inOrder, moved } = useOrder(rows, compare, `${sortText} ${orderText}`, held);
  const kept = useMemo(() => props.most !== undefined && inOrder.length > props.most ? inOrder.slice(0, props.most) : inOrder, [inOrder, props.most]);
  const lines = useMemo(() => linesOf(kept, grouping, new Set(collapsed)), [kept, grouping, collapsed]);

  useLayoutEffect(() => props.order?.set(grouping ? lines.flatMap((line) => "group" in line ? line.group.rows : []) : inOrder), [lines]);

  const { first, last, width } = useWindow(box, lineHeight, lines.length, windowFrom);
  const shown = useSteady(useMemo(() => shownColumns(columns, choice, width || 1200, rows), [columns, choice, width, rows]));
  // What cells are drawn by beside their row and the time: when it changes, all draw again.
  const tagColours = useObserved(estate, (value) => value.tagColours), clusters = useObserved(estate, (value) => value.clusters);
  const thresholds = useObserved(limits);
  const context = useMemo((): CellContext => ({ time, mode, series: props.series ?? noSeries }), [time, mode, props.series, tagColours, clusters, preferred, thresholds]);
  const fresh = useFresh(rows);
  const outliersOf = useOutliers(rows, shown, time);
  // Rows are mounted by their place, not by what they show: another search or order writes other texts into the same cells.
  const slots = useSlots(last - first);
  useFocusedRow(box, lines);
  useTableKeys(props.keys ?? false, box, lines.length, lineHeight, first);

  const inTurn = () => lines.flatMap((line) => "row" in line ? [line.row] : []);
  const { peeked, onKeyDown, onFocusIn, endPeek } = useRowKeys(inTurn, props.selection);
  const menu = useCellMenu();
  const menuRow = menu.cell ? rows.find((row) => row.id === menu.cell?.id) : undefined;
  const complete = (event: Event) => completeLink(event, query);
  const click = (event: MouseEvent) => {
    complete(event);
    if (!pickRow(event, props.selection, inTurn)) openRow(event);
  };

  const toggle = (key: string) => props.onCollapse?.(collapsed.includes(key) ? collapsed.filter((each) => each !== key) : [...collapsed, key]);
  const widths = columnWidths(shown, width || 1200);

  return (
    <div
      class={`panel table-box ${props.class} ${lines.length >= windowFrom ? "many" : ""} ${grouping ? "grouped" : ""} ${props.selection ? "pickable" : ""} ${preferred.density} ${width > 0 && width <= narrowest ? "narrow" : ""}`}
      ref={box}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onPointerDown={complete}
      onKeyDown={onKeyDown}
      onContextMenu={menu.onContextMenu}
      onfocusin={(event) => {
        complete(event);
        setHeld(true);
        onFocusIn(event);
      }}
      onfocusout={(event) => !box.current?.contains(event.relatedTarget as Element | null) && !box.current?.matches(":hover") && setHeld(false)}
    >
      {moved > 0 && (
        <button type="button" class="moved-chip" onClick={() => setHeld(false)}><Icon name="sort" />{plural(moved, "row")} moved</button>
      )}
      <table class="table rows" aria-rowcount={lines.length + 1} onClick={click} style={{ "--line": `${lineHeight}px` }}>
        <caption class="visually-hidden">{props.caption}</caption>
        <colgroup>{shown.map((column, index) => <col key={column.key} style={{ width: `${widths[index]}px` }} />)}</colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {shown.map((column, index) => {
              const at = sorting.findIndex((each) => each.key === column.key);
              const order = sorting[at]?.order;
              return (
                <th
                  scope="col"
                  key={column.key}
                  class={`${index === 0 ? "cell-name" : ""} cell-${column.key} ${column.align === "right" ? "number" : column.align ?? ""}`}
                  aria-sort={order === undefined ? undefined : order === "asc" ? "ascending" : "descending"}
                  title={column.title}
                >
                  {column.sort
                    ? (
                      <button
                        type="button"
                        class="sort"
                        onClick={(event) => {
                          const next = writeSorting(nextSorting(sorting, column.key, column.first ?? "desc", event.shiftKey));
                          setQuery({ [`${prefix}sort`]: next.sort, [`${prefix}order`]: next.order });
                        }}
                      >
                        {column.name}
                        {order && <Icon name={order === "asc" ? "up" : "down"} />}
                        {order && sorting.length > 1 && <small>{at + 1}</small>}
                      </button>
                    )
                    : column.name}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Spacer key="above" height={first * lineHeight} columns={shown.length} />}
          {lines.slice(first, last).map((line, offset) => drawn(line, first + offset, slots))}
          {last < lines.length && <Spacer key="below" height={(lines.length - last) * lineHeight} columns={shown.length} />}
        </tbody>
      </table>
      {menu.cell && menuRow && <CellMenu row={menuRow} columns={shown} cell={menu.cell} move={menu.move} close={menu.close} />}
      {peeked && <Peek row={peeked} columns={columns} context={context} onClose={endPeek} />}
      {props.onMore && (kept.length < inOrder.length || props.most === undefined) && (
        <button type="button" class="more-rows" onClick={props.onMore}>{kept.length < inOrder.length ? `Show all ${inOrder.length}` : "Show fewer"}</button>
      )}
    </div>
  );

  function drawn(line: Line<R>, index: number, slots: number) {
    if ("group" in line) {
      return <GroupRow key={`group ${line.place % slots}`} group={line.group} columns={shown} index={index} state={props.groupState?.(line.group.key)} onToggle={toggle} />;
    }
    const { row } = line;
    return (
      <TableRow
        key={line.place % slots}
        row={row}
        columns={shown}
        context={context}
        selected={row.id === props.selected}
        index={index}
        level={props.levels?.get(row.id)}
        fresh={fresh.has(row.id)}
        picked={props.selection?.ids.has(row.id)}
        outliers={outliersOf(row)}
      />
    );
  }
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  return <tr aria-hidden="true"><td colSpan={columns} class="spacer-cell" style={{ height: `${height}px` }} /></tr>;
}

/** The same columns are the same list: rows then see that nothing changed. */
function useSteady<T>(list: readonly T[]): readonly T[] {
  const last = useRef(list);
  if (last.current.length !== list.length || last.current.some((item, index) => item !== list[index])) last.current = list;
  return last.current;
}

const touch = globalThis.matchMedia?.("(pointer: coarse)");

/** Pixels of a line of one text; fingers need 44. */
const densities: Readonly<Record<Preferences["density"], number>> = { comfortable: 36, compact: 28, touch: 44 };

function lineHeightOf(comfortable: number, density: Preferences["density"]): number {
  const height = comfortable - densities.comfortable + densities[density];
  return touch?.matches ? Math.max(densities.touch, height) : height;
}

/** A click on a row's box, or with Shift anywhere in a row, picks it. Answers whether it did. */
function pickRow(event: MouseEvent, selection: Selection | undefined, rows: () => readonly Row[]): boolean {
  const target = event.target as Element;
  const id = target.closest<HTMLElement>("tr[data-id]")?.dataset.id;
  if (!selection || !id || !(target.matches(".pick") || event.shiftKey && !target.closest("button"))) return false;
  if (!target.matches(".pick")) event.preventDefault();
  selection.pick(id, event.shiftKey, rows().map((row) => row.id));
  return true;
}

/** A click anywhere in a row opens it; selecting text, links and buttons keep their own meaning. */
function openRow(event: MouseEvent): void {
  const target = event.target as Element;
  if (target.closest("a, button") || getSelection()?.toString()) return;
  const row = target.closest<HTMLElement>("tr[data-id], tr[data-group]");
  if (row?.dataset.id) {
    const link = row.querySelector("a");
    if (event.ctrlKey || event.metaKey) open(link?.href, "_blank", "noopener");
    else link?.click();
  } else row?.querySelector("button")?.click();
}
