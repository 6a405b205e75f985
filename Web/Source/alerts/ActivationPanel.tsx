import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { toast } from "../shell/toasts.ts";
import { alertConfig, loadConfig } from "./configuration/store.ts";
import { useMayChange } from "./useAlerts.ts";

/** Says when nobody is told of alerts, and lets that be changed: notices begin only after somebody looked at the thresholds. */
export function ActivationPanel() {
  const may = useMayChange();
  const config = useObserved(alertConfig, (value) => value.stored);
  const time = useObserved(now, (value) => Math.floor(value / 60_000) * 60_000);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (may && alertConfig.value.stored === null) void loadConfig();
  }, [may]);
  if (!config || !may) return null;
  if (config.enabled === false) return <Note text="Alerts are switched off: nothing is judged and nobody is told." link />;
  const state = config.activationState;
  if (state !== "pending_review" && state !== "snoozed") return null;
  const activate = async () => {
    setBusy(true);
    try {
      const answer = await call<{ message?: string }>("POST", "/api/alerts/activate");
      toast(answer?.message ?? "Notices are sent from now on.");
      await loadConfig();
    } catch (failure) {
      toast(errorSentence(failure), "error");
    } finally {
      setBusy(false);
    }
  };
  const until = Date.parse(String(config.snoozedUntil ?? "")) || null;
  return (
    <div class="notice warning activation" role="status">
      <Icon name="bell" />
      <p>
        {state === "snoozed"
          ? <span><b>Notices are paused</b>{until !== null && <span title={exactTime(until)}>, until {relative(until, time)}</span>}. Alerts are still shown here.</span>
          : <span><b>Nobody is told of alerts yet.</b> They are shown here. Look at the thresholds, set up where notices go, then switch them on.</span>}
      </p>
      <a class="button small" href="/alerts/thresholds">Review thresholds</a>
      <button type="button" class="button primary small" disabled={busy} onClick={() => void activate()}>{busy ? "Switching on…" : "Switch on"}</button>
    </div>
  );
}

function Note({ text, link = false }: { text: string; link?: boolean }) {
  return (
    <div class="notice warning activation" role="status">
      <Icon name="bell" />
      <p>{text}</p>
      {link && <a class="button small" href="/alerts/thresholds">Thresholds</a>}
    </div>
  );
}
