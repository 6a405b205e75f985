import { count, plural } from "../../format/number.ts";
import type { JsonObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h } from "../../preact.ts";
import { alertConfig } from "../configuration/store.ts";
import type { Health } from "./answers.ts";
import { Card } from "./Card.tsx";
import type { Answer } from "../../api/useAnswer.ts";

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
