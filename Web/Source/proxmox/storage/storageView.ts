import type { Range } from "../../history/view.ts";
import { useState } from "../../preact.ts";
import { readPreference, writePreference } from "../../shell/preferences.ts";

/** How far back growth is looked at. */
export const spans = ["24h", "7d", "30d"] as const satisfies readonly Range[];
export type CapacitySpan = (typeof spans)[number];

/** What the browser keeps of the storage page beside its tables. */
export interface StorageView {
  readonly span: CapacitySpan;
  readonly folded: boolean;
}

export function useStorageView(): [StorageView, (change: Partial<StorageView>) => void] {
  const [view, setView] = useState<StorageView>(() =>
    readPreference("storage", (kept) => ({ span: spans.find((each) => each === kept.span) ?? "7d", folded: kept.folded === true }))
  );
  return [view, (change) =>
    setView((old) => {
      const next = { ...old, ...change };
      writePreference("storage", next);
      return next;
    })];
}
