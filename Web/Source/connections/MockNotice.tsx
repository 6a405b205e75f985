import { call, getJson } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { h, useEffect, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { toast } from "../shell/toasts.ts";

export interface MockMode {
  /** Whether simulated clusters are shown; `null` while not known, or when this server cannot say. */
  readonly on: boolean | null;
  readonly busy: boolean;
  readonly turn: (on: boolean) => void;
}

/** Simulated clusters in the place of the configured ones, which stay untouched. */
export function useMockMode(onChanged: () => void): MockMode {
  const [on, setOn] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void getJson<{ enabled?: boolean }>("/api/system/mock-mode").then((answer) => setOn(answer.enabled ?? false)).catch(() => setOn(null)), []);
  const turn = (wanted: boolean) => {
    setBusy(true);
    call<{ enabled?: boolean }>("POST", "/api/system/mock-mode", { body: { enabled: wanted }, seconds: 60 })
      .then((answer) => {
        setOn(answer.enabled ?? wanted);
        toast(wanted ? "Simulated clusters are starting." : "Back to your own connections.");
        onChanged();
      })
      .catch((failure: unknown) => toast(errorSentence(failure), "error"))
      .finally(() => setBusy(false));
  };
  return { on, busy, turn };
}

export function MockNotice({ mode }: { mode: MockMode }) {
  if (!mode.on) return null;
  return (
    <div class="notice warning spaced-below" role="status" data-testid="mock-mode">
      <Icon name="alert" />
      <p><b>These are simulated clusters.</b> Your own connections are paused and cannot be changed meanwhile.</p>
      <button type="button" class="button small" disabled={mode.busy} onClick={() => mode.turn(false)}>{mode.busy ? "Switching…" : "Switch off"}</button>
    </div>
  );
}
