import { h, useEffect, useRef } from "../preact.ts";
import { copyText } from "../shell/copyText.ts";
import { Icon, type IconName } from "../shell/Icon.tsx";
import { route, setQuery } from "../shell/router.ts";
import { toast } from "../shell/toasts.ts";
import { conditionOf, narrowed, rowJson } from "./cellActs.ts";
import type { Column } from "./columns.ts";
import { textOf } from "./exporting.ts";
import type { Row } from "./row.ts";
import { useDismissed } from "./useDismissed.ts";
import { usePlace } from "./usePlace.ts";

export interface MenuCell {
  readonly id: string;
  /** The place of its column among those that are shown. */
  readonly at: number;
}

/** What a cell says in full, and what can be done with it: copied, or searched for. Left and right go to the cells beside it. */
export function CellMenu<R extends Row>({ row, columns, cell, move, close }: { row: R; columns: readonly Column<R>[]; cell: MenuCell; move: (at: number) => void; close: () => void }) {
  const panel = useRef<HTMLDivElement>(null);
  const rowElement = () => document.querySelector(`tr[data-id="${CSS.escape(row.id)}"]`);
  const place = usePlace(panel, () => rowElement()?.children[cell.at] ?? null, `${row.id} ${cell.at}`);
  const back = () => {
    close();
    rowElement()?.querySelector<HTMLElement>("a[data-row-link]")?.focus({ preventScroll: true });
  };
  useDismissed(panel, close, back);
  const items = () => [...panel.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []];
  // What is not seen yet cannot be focused.
  useEffect(() => items()[0]?.focus({ preventScroll: true }), [place.visibility]);
  const column = columns[cell.at];
  if (!column) return null;
  const value = textOf(column, row), condition = conditionOf(row, column);
  // What a pointer is told by hovering is told here to keys and fingers.
  const explanation = rowElement()?.children[cell.at]?.querySelector<HTMLElement>("[title]")?.title;
  const copy = async (text: string, what: string) => {
    back();
    toast(await copyText(text) ? `${what} copied.` : `${what} could not be copied.`);
  };
  const search = (exclude: boolean) => {
    setQuery({ q: narrowed(route.value.query.get("q") ?? "", condition ?? "", exclude) });
    back();
  };
  const acts: readonly (readonly [icon: IconName, name: string, act: () => void, possible: boolean])[] = [
    ["copy", "Copy value", () => void copy(value, column.title ?? column.name), value !== ""],
    ["copy", "Copy row as JSON", () => void copy(rowJson(row, columns), "Row"), true],
    ["filter", "Show only these", () => search(false), condition !== null],
    ["close", "Leave these out", () => search(true), condition !== null],
  ];
  const key = (event: KeyboardEvent) => {
    const all = items(), at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === "ArrowDown") all[(at + 1) % all.length]?.focus();
    else if (event.key === "ArrowUp") all[(at + all.length - 1) % all.length]?.focus();
    else if (event.key === "ArrowRight") move(Math.min(columns.length - 1, cell.at + 1));
    else if (event.key === "ArrowLeft") move(Math.max(0, cell.at - 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu popover cell-menu" ref={panel} style={place} onKeyDown={key}>
      <p><b>{column.title ?? column.name}</b> <span class="clip">{value || "—"}</span></p>
      {explanation && <p class="explanation">{explanation}</p>}
      <ul class="acts" role="menu" aria-label={`${column.title ?? column.name} of ${row.name}`}>
        {acts.filter(([, , , possible]) => possible).map(([icon, name, act]) => (
          <li key={name} role="none"><button type="button" role="menuitem" onClick={act}><Icon name={icon} />{name}</button></li>
        ))}
      </ul>
    </div>
  );
}
