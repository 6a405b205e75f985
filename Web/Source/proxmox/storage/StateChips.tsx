import { StatusMark } from "../../marks/StatusMark.tsx";
import { h, useMemo } from "../../preact.ts";
import { type State, stateWords } from "../../resources/state.ts";
import { setQuery } from "../../shell/router.ts";

const order: readonly State[] = ["online", "running", "degraded", "paused", "failed", "offline", "stale", "unknown", "stopped"];

/** Filters by state, each with the number of rows it would leave. */
export function StateChips({ rows, wanted, words = {} }: { rows: readonly { readonly state: State }[]; wanted: string | null; words?: Partial<Record<State, string>> }) {
  const counts = useMemo(() => {
    const result = new Map<State, number>();
    for (const row of rows) result.set(row.state, (result.get(row.state) ?? 0) + 1);
    return result;
  }, [rows]);
  const shown = order.filter((state) => counts.has(state) || state === wanted);
  if (shown.length < 2 && wanted === null) return null;
  return (
    <div class="chips" role="group" aria-label="Filter by state">
      {shown.map((state) => (
        <button type="button" class="chip" key={state} aria-pressed={wanted === state} onClick={() => setQuery({ status: wanted === state ? null : state })}>
          <StatusMark state={state} text={words[state]} />
          {words[state] ?? stateWords[state]} <b class="tabular">{counts.get(state) ?? 0}</b>
        </button>
      ))}
    </div>
  );
}
