import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { plural } from "../../format/number.ts";
import { exactTime, relative } from "../../format/time.ts";
import { now } from "../../live/now.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { toast } from "../../shell/toasts.ts";
import type { DeadLetter } from "./answers.ts";
import { Card } from "./Card.tsx";
import type { Answer } from "../../api/useAnswer.ts";

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
