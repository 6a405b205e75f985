import { session } from "../access/session.ts";
import { getJson } from "../api/client.ts";
import { useObserved } from "../live/observable.ts";
import { useEffect, useState } from "../preact.ts";
import type { Forecast } from "./forecast.ts";

const readEvery = 3_600_000;

/** Where the used share of a resource goes; `null` without a wish, a right to ask, or a day of measurements. */
export function useForecast(id: string, wanted: boolean): Forecast | null {
  const [read, setRead] = useState<{ id: string; forecast: Forecast } | null>(null);
  const scopes = useObserved(session, (value) => "status" in value ? value.status.tokenScopes : undefined);
  const may = scopes === undefined || scopes.includes("ai:execute") || scopes.includes("*");
  useEffect(() => {
    if (!wanted || !may) return;
    const abort = new AbortController();
    const load = () => {
      const query = new URLSearchParams({ resource_id: id, metric: "disk", threshold: "100" });
      getJson<{ readonly forecast: Forecast | null }>(`/api/ai/forecast?${query}`, abort.signal)
        .then(({ forecast }) => setRead(forecast && { id, forecast }))
        .catch(() => {
          // The charts tell what was; what will be is an extra.
        });
    };
    load();
    const timer = setInterval(load, readEvery);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [id, wanted, may]);
  return wanted && read?.id === id ? read.forecast : null;
}
