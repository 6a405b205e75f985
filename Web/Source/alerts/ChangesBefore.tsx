import { call } from "../api/client.ts";
import { ApiError, errorSentence } from "../api/error.ts";
import { Section } from "../drawer/Section.tsx";
import { duration, exactTime } from "../format/time.ts";
import { snapshot } from "../live/live.ts";
import { h, useEffect, useState } from "../preact.ts";
import type { Alert } from "./alert.ts";
import { type Change, changesBefore, lookBack } from "./changesBefore.ts";
import { subjects } from "./useResource.ts";

const few = 8;

/** What changed at the resource and around it in the hour before the alert. */
export function ChangesBefore({ alert }: { alert: Alert }) {
  const [changes, setChanges] = useState<readonly Change[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  useEffect(() => {
    if (alert.startTime === null) return;
    const abort = new AbortController();
    const query = new URLSearchParams({ from: new Date(alert.startTime - lookBack).toISOString(), to: new Date(alert.startTime + 1).toISOString(), limit: "500" });
    call<{ recentChanges?: unknown }>("GET", `/api/resources/timeline?${query}`, { signal: abort.signal })
      .then((answer) => setChanges(changesBefore(answer.recentChanges, alert, subjects()(alert), (id) => snapshot.value.resources.get(id)?.parentId ?? null)))
      .catch((failure: unknown) => {
        // A server without a journal of changes has nothing to show.
        if (!abort.signal.aborted && !(failure instanceof ApiError && failure.status === 404)) setError(errorSentence(failure));
      });
    return () => abort.abort();
  }, [alert.id, alert.startTime]);
  if (error === null && changes === null) return null;
  return (
    <Section title="What changed before" short="Changes" detail="changes">
      {error !== null && <p class="muted">{error}</p>}
      {changes?.length === 0 && <p class="muted">Nothing at it or around it changed in the hour before.</p>}
      {changes !== null && changes.length > 0 && (
        <ul class="changes-before">
          {(all ? changes : changes.slice(0, few)).map((change) => (
            <li key={change.id}>
              <span class="tabular muted" title={exactTime(change.at)}>{duration(((alert.startTime ?? 0) - change.at) / 1000)} before</span>
              <span>{change.whose !== "own" && <b>{change.name}: </b>}{change.text}</span>
            </li>
          ))}
        </ul>
      )}
      {changes !== null && changes.length > few && !all && <button type="button" class="link" onClick={() => setAll(true)}>{changes.length - few} more</button>}
    </Section>
  );
}
