import { useMemo } from "../preact.ts";
import type { Column } from "./columns.ts";
import { outlierLimits } from "./outliers.ts";

/** Says in which columns a row stands out among all that pass the filters: `net io+`. */
export function useOutliers<R>(rows: readonly R[], columns: readonly Column<R>[]): (row: R) => string {
  return useMemo(() => {
    const found = columns.flatMap(({ key, outliers, sort }) => {
      const value = (row: R) => Number(sort?.(row) ?? 0);
      const limits = outliers ? outlierLimits(rows.map((row) => (sort?.(row) ?? null) as number | null)) : null;
      return limits ? [{ key, value, ...limits }] : [];
    });
    return (row) => found.flatMap(({ key, value, medium, strong }) => value(row) >= strong ? [`${key}+`] : value(row) >= medium ? [key] : []).join(" ");
  }, [rows, columns]);
}
