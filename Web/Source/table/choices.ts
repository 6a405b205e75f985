import { type LineRange, lineRanges } from "../history/rowSeries.ts";
import { useState } from "../preact.ts";
import { readPreference, texts, writePreference } from "../shell/preferences.ts";
import type { ColumnChoice } from "./columns.ts";

/** What the browser keeps of a table: columns, grouping, groups that are folded, bars or lines. */
export interface TableChoices extends ColumnChoice {
  readonly group: string | null;
  readonly collapsed: readonly string[];
  readonly mode: "bars" | "lines";
  /** How far back lines go. */
  readonly range: LineRange;
  /** Of what the memory of guests is a share. */
  readonly memory: "guest" | "host";
  /** Whether a strip of counts stands over the table. */
  readonly counts: boolean;
  /** All rows of a list that at first shows only some. */
  readonly wide: boolean;
}

export function useTableChoices(table: string): [TableChoices, (change: Partial<TableChoices>) => void] {
  const [choices, setChoices] = useState<TableChoices>(() =>
    readPreference(`table.${table}`, (value) => ({
      order: texts(value.order),
      hidden: texts(value.hidden),
      shown: texts(value.shown),
      group: typeof value.group === "string" ? value.group : null,
      collapsed: texts(value.collapsed, 1000),
      memory: value.memory === "host" ? "host" : "guest",
      counts: value.counts === true,
      wide: value.wide === true,
      mode: value.mode === "lines" ? "lines" : "bars",
      range: lineRanges.find((each) => each === value.range) ?? "1h",
    }))
  );
  return [choices, (change) =>
    setChoices((old) => {
      const next = { ...old, ...change };
      writePreference(`table.${table}`, next);
      return next;
    })];
}
