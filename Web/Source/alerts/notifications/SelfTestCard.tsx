import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { exactTime, relative } from "../../format/time.ts";
import { h, useEffect, useState } from "../../preact.ts";
import { toast } from "../../shell/toasts.ts";
import { NumberInput } from "../thresholds/NumberInput.tsx";
import type { SelfTest } from "./answers.ts";
import { Card } from "./Card.tsx";
import { useAnswer } from "../../api/useAnswer.ts";

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
  const at = Date.parse(draft.lastRun ?? "");
  const next = Date.parse(draft.nextRun ?? "");
  const changed = draft.intervalHours !== stored.value.intervalHours;
  return (
    <Card title="Self-test" on={draft.enabled} onSwitch={(enabled) => void save({ enabled })}>
      <p class="muted">Tries every channel that is on with a test message, so that a broken one is noticed before it matters.</p>
      {draft.enabled && (
        <div class="number-row">
          <span>Every{Number.isFinite(at) && <small class="muted" title={exactTime(at)}> last {relative(at, Date.now())}</small>}{Number.isFinite(next) && <small class="muted" title={exactTime(next)}> next {relative(next, Date.now())}</small>}</span>
          <span class="with-mode"><NumberInput label="Every, hours" value={draft.intervalHours} unit="h" least={1} onChange={(intervalHours) => setDraft({ ...draft, intervalHours })} />{changed && <button type="button" class="button small" onClick={() => void save({})}>Save</button>}</span>
        </div>
      )}
    </Card>
  );
}
