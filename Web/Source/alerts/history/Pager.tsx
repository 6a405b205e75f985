import { count } from "../../format/number.ts";
import { h } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { setQuery } from "../../shell/router.ts";
import { pageSize } from "./useHistoryPage.ts";

export function Pager({ offset, shown, total }: { offset: number; shown: number; total: number | null }) {
  const more = total === null ? shown === pageSize : offset + shown < total;
  if (offset === 0 && !more) return null;
  const go = (to: number) => {
    setQuery({ offset: to <= 0 ? null : String(to), from: null, to: null }, "push");
    scrollTo(0, 0);
  };
  return (
    <nav class="pager" aria-label="Pages of the history">
      <button type="button" class="button small" disabled={offset === 0} onClick={() => go(offset - pageSize)}><Icon name="chevronLeft" />Newer</button>
      <span class="muted tabular">{count(offset + 1)}–{count(offset + shown)}{total === null ? "" : ` of ${count(total)}`}</span>
      <button type="button" class="button small" disabled={!more} onClick={() => go(offset + pageSize)}>Older<Icon name="chevronRight" /></button>
    </nav>
  );
}
