import { useMemo } from "../preact.ts";
import type { Column } from "./columns.ts";
import { outlierLimits } from "./outliers.ts";

/** Says in which columns a row stands out among all that pass the filters: `net io+`. What the others do is looked at every ten seconds only: thousands of values are sorted for it. */
export function useOutliers<R>(rows: readonly R[], columns: readonly Column<R>[], time: number): (row: R) => string {
  return useMemo(() => {
    const found = columns.flatMap(({ key, outliers, sort }) => {
      if (!outliers || !sort) return [];
      const limits = outlierLimits(rows.map((row) => sort(row) as number | null));
      return limits ? [{ key, value: (row: R) => Number(sort(row) ?? 0), ...limits }] : [];
    });
    return (row) => found.length === 0 ? "" : found.flatMap(({ key, value, medium, strong }) => value(row) >= strong ? [`${key}+`] : value(row) >= medium ? [key] : []).join(" ");
  }, [rows.length, columns, time]);
}
