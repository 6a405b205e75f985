import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { exactTime, relative } from "../../format/time.ts";
import { h, useEffect, useState } from "../../preact.ts";
import { toast } from "../../shell/toasts.tsx";
import { NumberInput } from "../thresholds/NumberInput.tsx";
import type { SelfTest } from "./answers.ts";
import { Card } from "./Card.tsx";
import { useAnswer } from "./useAnswer.ts";

/** Now and then the server checks by itself whether its channels would work. */
export function SelfTestCard() {
  const stored = useAnswer<SelfTest>("/api/notifications/self-test");
  const [draft, setDraft] = useState<SelfTest | null>(null);
  useEffect(() => {
    if (stored.value) setDraft(stored.value);
  }, [stored.value]);
  // A server without it has nothing to show here.
  if (!draft || !stored.value) return null;
  const save = async (change: Partial<SelfTest>) => {
    const asked = { enabled: draft.enabled, intervalHours: draft.intervalHours, ...change };
    setDraft({ ...draft, ...change });
    try {
      await call("PUT", "/api/notifications/self-test", { body: asked });
      toast(asked.enabled ? "Channels are checked regularly." : "Channels are not checked any more.");
      stored.reload();
    } catch (failure) {
      toast(errorSentence(failure), "error");
      setDraft(stored.value);
    }
  };
  const at = Date.parse(draft.lastRunAt ?? draft.lastRun ?? "");
  const changed = draft.intervalHours !== stored.value.intervalHours;
  return (
    <Card title="Self-test" on={draft.enabled} onSwitch={(enabled) => void save({ enabled })}>
      <p class="muted">Checks each channel that is on as far as that goes without a message: it connects, signs in and leaves.</p>
      {draft.enabled && (
        <div class="number-row">
          <span>Every{Number.isFinite(at) && <small class="muted" title={exactTime(at)}> last {relative(at, Date.now())}</small>}</span>
          <span class="with-mode"><NumberInput label="Every, hours" value={draft.intervalHours} unit="h" least={1} onChange={(intervalHours) => setDraft({ ...draft, intervalHours })} />{changed && <button type="button" class="button small" onClick={() => void save({})}>Save</button>}</span>
        </div>
      )}
      {(draft.results ?? []).length > 0 && (
        <table class="list"><tbody>{draft.results?.map((each, index) => <tr key={index}><th scope="row">{each.destinationName ?? each.destination}</th><td class={each.success === false ? "crit" : ""}>{each.outcome ?? (each.success ? "works" : "failed")}{each.detail && <small class="muted"> {each.detail}</small>}</td></tr>)}</tbody></table>
      )}
    </Card>
  );
}
