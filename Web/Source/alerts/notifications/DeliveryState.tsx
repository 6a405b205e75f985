import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { estate } from "../../estate/estate.ts";
import { count, plural } from "../../format/number.ts";
import { exactTime, relative } from "../../format/time.ts";
import { now } from "../../live/now.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useState } from "../../preact.ts";
import type { JsonObject } from "../../live/mergePatch.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { Icon } from "../../shell/Icon.tsx";
import { toast } from "../../shell/toasts.tsx";
import { alertConfig } from "../configuration/store.ts";
import type { DeadLetter, Health, LogEntry } from "./answers.ts";
import { Card } from "./Card.tsx";
import type { Answer } from "./useAnswer.ts";

const advice: Readonly<Record<string, string>> = {
  authentication: "Check user, password or token of the channel.",
  rate_limited: "The service limits how much it takes; group alerts or lengthen the repeats.",
  connectivity: "The service could not be reached; check its address, DNS and the firewall.",
  tls: "The certificate was not accepted; check name and issuer, or the encryption setting.",
  configuration: "Something is missing or wrong in the channel's settings.",
  rejected: "The service refused the message; look at the answer in the log.",
  unknown: "Look at the log for what was answered.",
};

export function className(name: string): string {
  return name === "tls" ? "TLS" : name.replaceAll("_", " ");
}

/** Why no notices are sent at all; `null` when they are. */
function pauseReason(config: JsonObject | null): string | null {
  if (!config) return null;
  if (config.enabled === false) return "Alerts are switched off, so there is nothing to send.";
  return config.activationState === "pending_review" ? "Notices are not switched on yet." : config.activationState === "snoozed" ? "Notices are paused." : null;
}

/** How delivery is doing. */
export function HealthCard({ health }: { health: Answer<Health> }) {
  const queue = health.value?.queue;
  const paused = useObserved(alertConfig, (value) => pauseReason(value.stored));
  if (!queue) return <Card title="Delivery">{health.error ? <p class="muted">{health.error} <button type="button" class="link" onClick={health.reload}>Try again</button></p> : <div class="skeleton short" role="status" aria-label="Loading the state of delivery" />}</Card>;
  const classes = Object.entries(queue.failure_classes_7d ?? {}).filter(([, number]) => number > 0);
  const good = queue.status === "healthy";
  const state = paused ? "paused" as const : good ? "online" as const : queue.status === "unavailable" ? "failed" as const : "degraded" as const;
  return (
    <Card title="Delivery" action={<StatusMark state={state} word text={paused ? "Paused" : good ? "Works" : queue.status === "unavailable" ? "Not available" : "Some were not delivered"} />}>
      {paused && <p class="muted">{paused} Tests are sent all the same.</p>}
      <dl class="figures strip health">
        {([["Sent", queue.sent], ["Waiting", queue.pending + queue.sending], ["Failed", queue.failed], ["Dead letters", queue.dlq]] as const).map(([name, number]) => (
          <div class={`figure ${name !== "Sent" && name !== "Waiting" && number > 0 ? "warning" : ""}`} key={name}><dt>{name}</dt><dd><span class="figure-main">{count(number)}</span></dd></div>
        ))}
      </dl>
      {classes.length > 0 && (
        <ul class="reasons">
          {classes.map(([name, number]) => <li key={name}><b>{plural(number, `${className(name)} failure`)}</b> in {queue.failure_class_window_days ?? 7} days. {advice[name] ?? ""}</li>)}
        </ul>
      )}
      {health.value?.encryption?.enabled === false && <p class="warn">Secrets are stored without encryption.</p>}
    </Card>
  );
}

/** What could not be delivered in the end. */
export function DeadLetters({ letters, onChanged }: { letters: Answer<readonly DeadLetter[]>; onChanged: () => void }) {
  const [busy, setBusy] = useState(false);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  const list = letters.value ?? [];
  if (list.length === 0) return null;
  const act = async (what: "retry" | "delete", ids: readonly string[]) => {
    setBusy(true);
    let failed = "";
    for (const id of ids) {
      try {
        await call("POST", `/api/notifications/dlq/${what}`, { body: { id } });
      } catch (failure) {
        failed = errorSentence(failure);
      }
    }
    if (failed) toast(failed, "error");
    else toast(what === "retry" ? `${plural(ids.length, "message")} will be sent again.` : `${plural(ids.length, "message")} deleted.`);
    setBusy(false);
    onChanged();
  };
  return (
    <Card
      title="Dead letters"
      action={list.length > 1
        ? (
          <span class="actions tight">
            <button type="button" class="button small" disabled={busy} onClick={() => void act("retry", list.map((each) => each.id))}>Retry all {list.length}</button>
            <button type="button" class="button quiet small danger" disabled={busy} onClick={() => void act("delete", list.map((each) => each.id))}>Delete all</button>
          </span>
        )
        : null}
    >
      <table class="list">
        <thead><tr><th scope="col">To</th><th scope="col">Alerts</th><th scope="col">Last error</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
        <tbody>
          {list.slice(0, 50).map((each) => {
            const at = Date.parse(each.lastAttempt ?? each.createdAt ?? "");
            return (
              <tr key={each.id}>
                <th scope="row">{each.type}<small class="muted"> {each.attempts ? plural(each.attempts, "attempt") : ""}</small></th>
                <td>{(each.alerts ?? []).slice(0, 2).map((alert) => alert.resourceName ?? alert.message).join(", ")}{(each.alerts ?? []).length > 2 ? ` +${(each.alerts ?? []).length - 2}` : ""}</td>
                <td><span class="crit">{each.lastError}</span>{Number.isFinite(at) && <small class="muted" title={exactTime(at)}> {relative(at, time)}</small>}</td>
                <td class="row-actions">
                  <button type="button" class="icon-button" aria-label="Send again" title="Send again" disabled={busy} onClick={() => void act("retry", [each.id])}><Icon name="refresh" /></button>
                  <button type="button" class="icon-button" aria-label="Delete" title="Delete" disabled={busy} onClick={() => void act("delete", [each.id])}><Icon name="trash" /></button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}

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
