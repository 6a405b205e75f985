import { exchange } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { useEffect, useRef, useState } from "../../preact.ts";
import { type Alert, readList } from "../alert.ts";

export interface HistoryRequest {
  readonly from: number | null;
  readonly to: number | null;
  readonly severity: string | null;
  /** Only this alert. */
  readonly same: string | null;
  readonly offset: number;
  readonly limit: number;
}

export const pageSize = 200;

export interface HistoryPageState {
  readonly alerts: readonly Alert[] | null;
  /** How many there are in the range, where the server says it. */
  readonly total: number | null;
  readonly error: string | null;
}

/** As many as the bars over a range are made of. */
export const mostInBars = 2000;

/** One page of the history; older pages by `offset`. Nothing is read while not `wanted`. */
export function useHistoryPage(request: HistoryRequest, version: number, wanted = true): HistoryPageState & { readonly reload: () => void } {
  const [state, setState] = useState<HistoryPageState>({ alerts: null, total: null, error: null });
  const { from, to, severity, same, offset, limit } = request;
  const load = useRef(() => {});
  useEffect(() => {
    if (!wanted) return setState({ alerts: null, total: null, error: null });
    const abort = new AbortController();
    load.current = () => {
      const query = new URLSearchParams({ limit: String(limit), offset: String(offset) });
      if (from !== null) query.set("startTime", new Date(from).toISOString());
      if (to !== null) query.set("endTime", new Date(to).toISOString());
      if (severity) query.set("severity", severity);
      if (same) query.set("alertIdentifier", same);
      exchange<unknown>("GET", `/api/alerts/history?${query}`, { signal: abort.signal })
        .then(({ body, headers }) => {
          const total = headers.get("X-Total-Count");
          setState({ alerts: readList(body), total: total === null ? null : Number(total), error: null });
        })
        .catch((failure: unknown) => !abort.signal.aborted && setState((old) => ({ ...old, error: errorSentence(failure) })));
    };
    load.current();
    return () => abort.abort();
  }, [from, to, severity, same, offset, limit, version, wanted]);
  return { ...state, reload: () => load.current() };
}
