import { exchange } from "../../api/client.ts";
import { useEffect, useState } from "../../preact.ts";
import { readList } from "../alert.ts";

/** How often alerts were raised in the last 24 hours. */
export interface Recent {
  readonly total: number;
  /** By alert id; of the newest thousand. */
  readonly times: ReadonlyMap<string, number>;
}

const day = 86_400_000, most = 1000, often = 60_000;

/** Read when the page opens and each minute while it is seen; `null` until then. */
export function useRecent(): Recent | null {
  const [recent, setRecent] = useState<Recent | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const load = () => {
      if (document.hidden) return;
      const query = new URLSearchParams({ startTime: new Date(Date.now() - day).toISOString(), limit: String(most) });
      exchange<unknown>("GET", `/api/alerts/history?${query}`, { signal: abort.signal }).then(({ body, headers }) => {
        const times = new Map<string, number>();
        const list = readList(body);
        for (const { id } of list) times.set(id, (times.get(id) ?? 0) + 1);
        setRecent({ total: Number(headers.get("X-Total-Count") ?? list.length), times });
        // Without it the page shows less, and says nothing wrong.
      }).catch(() => {});
    };
    load();
    const timer = setInterval(load, often);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, []);
  return recent;
}
