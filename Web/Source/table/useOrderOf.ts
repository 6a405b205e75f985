import { Observable } from "../live/observable.ts";
import { useMemo } from "../preact.ts";

/** Where a table tells the order of its rows, for a drawer that steps through them and for exports. */
export function useOrderOf<R>(): Observable<readonly R[]> {
  return useMemo(() => new Observable<readonly R[]>([]), []);
}
