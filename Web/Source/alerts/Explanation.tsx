import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { Section } from "../drawer/Section.tsx";
import { duration, exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { type Alert, moment } from "./alert.ts";
import { kindOf, quantity } from "./alertTypes.ts";
import { holdWords, offWords, readingWords } from "./explanationWords.ts";

interface Rule {
  readonly rule?: string;
  readonly type?: string;
  readonly state?: string;
  readonly reading?: string;
  readonly value?: number;
  readonly trigger?: number;
  readonly clear?: number;
  readonly criticalAt?: number;
  readonly origin?: { readonly kind?: string; readonly key?: string; readonly name?: string };
  readonly source?: string;
  readonly measuredAt?: string;
  readonly ageSeconds?: number;
  readonly holdSecondsLeft?: number;
  readonly off?: string;
  readonly holds?: readonly { readonly reason: string; readonly at?: string; readonly until?: string }[];
}

interface Delivery {
  readonly at: string;
  readonly destination: string;
  readonly destinationName?: string;
  readonly event?: string;
  readonly outcome: string;
  readonly class?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly attempt?: number;
}

interface Answer {
  readonly rules?: readonly Rule[];
  readonly deliveries?: readonly Delivery[];
}

/** Why this alert is as it is: the rule with the origin of its threshold, what holds notices back, and who was told. */
export function Explanation({ alert, over }: { alert: Alert; over: boolean }) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<string | null>(null);
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  useEffect(() => {
    call<Answer>("GET", `/api/alerts/${encodeURIComponent(alert.id)}/explain`).then(setAnswer).catch((failure: unknown) => setError(errorSentence(failure)));
  }, [alert.id, alert.acknowledged]);
  // An alert of long ago has no explanation any more; that is no fault.
  if (error && over) return null;
  const rules = (answer?.rules ?? []).filter((rule) => rule.type === undefined || rule.type === alert.type);
  return (
    <Section title="Why" detail="why">
      {!answer && !error && <div class="skeleton short" role="status" aria-label="Loading the explanation" />}
      {error && <p class="muted">{error}</p>}
      {rules.map((rule, index) => <RuleView rule={rule} key={index} time={time} />)}
      {answer && (
        <div class="stack spaced">
          <h4>Who was told</h4>
          {(answer.deliveries ?? []).length === 0
            ? <p class="muted">Nobody yet.</p>
            : (
              <table class="list">
                <thead><tr><th scope="col">When</th><th scope="col">To</th><th scope="col">Outcome</th></tr></thead>
                <tbody>
                  {answer.deliveries?.map((each, index) => (
                    <tr key={index}>
                      <td><span title={exactTime(Date.parse(each.at))}>{relative(Date.parse(each.at), time)}</span></td>
                      <td>{each.destinationName ?? each.destination}{each.event && <small class="muted"> {each.event}</small>}</td>
                      <td class={/deliver|sent|success/.test(each.outcome) ? "" : "warn"}>{outcomeWords(each)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
        </div>
      )}
    </Section>
  );
}

function outcomeWords(each: Delivery): string {
  const parts = [each.outcome.replaceAll("_", " "), each.status ? `HTTP ${each.status}` : "", each.detail ?? "", each.attempt && each.attempt > 1 ? `attempt ${each.attempt}` : ""];
  return parts.filter(Boolean).join(", ");
}

function RuleView({ rule, time }: { rule: Rule; time: number }) {
  const unit = kindOf(rule.type ?? "").unit ?? "";
  const number = (value: number | undefined) => value === undefined ? null : quantity(value, unit);
  const measured = moment(rule.measuredAt);
  const off = rule.off === undefined ? null : offWords(rule.off);
  const levels = [rule.trigger !== undefined && rule.trigger > 0 ? `raised at ${number(rule.trigger)}` : "", rule.criticalAt !== undefined ? `critical at ${number(rule.criticalAt)}` : "", rule.clear !== undefined ? `over at ${number(rule.clear)}` : ""].filter(Boolean).join(", ");
  return (
    <div class="stack why">
      <p>
        {off !== null ? <span>This rule is off: {off}.</span> : <span>{readingWords(rule.reading, kindOf(rule.type ?? "").word, number(rule.value))}{levels ? `; ${levels}` : ""}.</span>}
        {rule.origin && rule.origin.kind !== "fixed" && <span> The threshold comes from {originWords(rule.origin)}.</span>}
        {rule.source && <span class="muted"> Source: {rule.source}{measured !== null ? <span title={exactTime(measured)}>, measured {relative(measured, time)}</span> : null}.</span>}
        {rule.holdSecondsLeft !== undefined && rule.holdSecondsLeft > 0 && <span> It has to last {duration(rule.holdSecondsLeft)} more.</span>}
      </p>
      {(rule.holds ?? []).map((hold, index) => {
        const until = moment(hold.until);
        return <p class="hold" key={index}><Icon name="pause" /><span>{holdWords(hold.reason)}{until !== null && <span title={exactTime(until)}>, until {relative(until, time)}</span>}</span></p>;
      })}
    </div>
  );
}

function originWords(origin: NonNullable<Rule["origin"]>): string {
  switch (origin.kind) {
    case "override":
      return `the override of ${origin.name ?? origin.key ?? "this resource"}`;
    case "custom-rule":
      return `the rule “${origin.name ?? origin.key}”`;
    case "tag":
      return `the tag ${origin.name ?? origin.key}`;
    default:
      return `the defaults${origin.name ?? origin.key ? ` (${(origin.name ?? origin.key ?? "").replace(/Defaults?$/, "")})` : ""}`;
  }
}
