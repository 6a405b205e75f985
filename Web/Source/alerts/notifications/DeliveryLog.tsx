import { estate } from "../../estate/estate.ts";
import { exactTime, relative } from "../../format/time.ts";
import { now } from "../../live/now.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import type { LogEntry } from "./answers.ts";
import { Card } from "./Card.tsx";
import { className } from "./HealthCard.tsx";
import type { Answer } from "../../api/useAnswer.ts";

const most = 12;

/** The alert a message was about; the log knows its id, the state its name. */
function about(entry: LogEntry): string {
  if (entry.test) return "";
  const id = entry.alertIdentifier ?? "";
  const name = estate.value.alerts.list.find((alert) => alert.id === id)?.resourceName ?? id.split("::")[0] ?? "";
  return (entry.alertCount ?? 1) > 1 ? `${name} +${(entry.alertCount ?? 1) - 1}` : name;
}

/** What was sent where and what came of it. */
export function DeliveryLog({ log }: { log: Answer<readonly LogEntry[]> }) {
  const [every, setEvery] = useState(false);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  const list = log.value;
  return (
    <Card title="Delivery log" action={<button type="button" class="icon-button" aria-label="Read again" title="Read again" onClick={log.reload}><Icon name="refresh" /></button>}>
      {!list && (log.error ? <p class="muted">{log.error}</p> : <div class="skeleton short" role="status" aria-label="Loading the delivery log" />)}
      {list && list.length === 0 && <p class="muted">Nothing was sent yet.</p>}
      {list && list.length > 0 && (
        <table class="list log">
          <thead><tr><th scope="col">When</th><th scope="col">To</th><th scope="col">About</th><th scope="col">Outcome</th></tr></thead>
          <tbody>
            {list.slice(0, every ? 200 : most).map((entry, index) => {
              const at = Date.parse(entry.at);
              const bad = /fail|reject|dead|drop/.test(entry.outcome);
              return (
                <tr key={index}>
                  <td><span title={exactTime(at)}>{relative(at, time)}</span></td>
                  <td>{entry.destinationName ?? entry.destination}</td>
                  <td>{about(entry)}<small class="muted"> {entry.test ? "test" : entry.event}</small></td>
                  <td><span class={bad ? "crit" : ""}>{entry.outcome.replaceAll("_", " ")}</span><small class="muted">{[entry.class ? className(entry.class) : "", entry.status ? `HTTP ${entry.status}` : "", entry.summary ?? entry.detail ?? "", (entry.attempt ?? 1) > 1 ? `attempt ${entry.attempt}` : ""].filter(Boolean).map((part) => ` ${part}`).join(",")}</small></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {list && list.length > most && <button type="button" class="link" onClick={() => setEvery(!every)}>{every ? "Fewer" : `Show ${Math.min(200, list.length)}`}</button>}
    </Card>
  );
}
