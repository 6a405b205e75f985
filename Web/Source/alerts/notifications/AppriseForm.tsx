import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { h, useEffect, useState } from "../../preact.ts";
import { Field } from "../../shell/Field.tsx";
import { toast } from "../../shell/toasts.ts";
import { type AppriseConfig, mask } from "./answers.ts";
import { Card } from "./Card.tsx";
import { NotLoaded, type Outcome, OutcomeView } from "./FormFrame.tsx";
import { sendTest } from "./test.ts";
import { useAnswer } from "../../api/useAnswer.ts";

/** Apprise reaches a hundred services; either its program on this server, or a server of its own. */
export function AppriseForm() {
  const stored = useAnswer<AppriseConfig>("/api/notifications/apprise");
  const [draft, setDraft] = useState<AppriseConfig | null>(null);
  const [targets, setTargets] = useState("");
  const [busy, setBusy] = useState<"test" | "save" | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const take = (value: AppriseConfig) => {
    setDraft({ ...value, serverUrl: value.serverUrl ?? "", configKey: value.configKey ?? "", apiKey: value.apiKey ?? "", apiKeyHeader: value.apiKeyHeader ?? "X-API-KEY" });
    setTargets((value.targets ?? []).join("\n"));
  };
  useEffect(() => {
    if (stored.value && !draft) take(stored.value);
  }, [stored.value]);
  if (!draft) return <Card title="Apprise"><NotLoaded what="Apprise" error={stored.error} onRetry={stored.reload} /></Card>;
  const change = (part: Partial<AppriseConfig>) => {
    setDraft({ ...draft, ...part });
    setOutcome(null);
  };
  const asked = { ...draft, targets: targets.split("\n").map((each) => each.trim()).filter((each, at, all) => each !== "" && (each === mask || all.indexOf(each) === at)) };
  const missing = draft.mode === "cli" && asked.targets.length === 0 ? "A target is needed." : draft.mode === "http" && draft.serverUrl.trim() === "" ? "The address of the Apprise server is needed." : null;
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (draft.enabled && missing) return setOutcome({ tone: "critical", text: missing });
    setBusy("save");
    try {
      const saved = await call<AppriseConfig | undefined>("PUT", "/api/notifications/apprise", { body: asked });
      if (saved?.mode) take(saved);
      toast("Apprise settings saved.");
    } catch (failure) {
      setOutcome({ tone: "critical", text: errorSentence(failure) });
    } finally {
      setBusy(null);
    }
  };
  const test = async () => {
    if (missing) return setOutcome({ tone: "critical", text: missing });
    if (!draft.enabled) return setOutcome({ tone: "critical", text: "Switch Apprise on to test it." });
    setBusy("test");
    setOutcome(await sendTest("/api/notifications/test", { method: "apprise", config: asked }));
    setBusy(null);
  };
  return (
    <Card title="Apprise" on={draft.enabled} onSwitch={(enabled) => change({ enabled })}>
      {!draft.enabled && !stored.value?.enabled && <p class="muted">Off. Apprise passes notices on to many services by one address each.</p>}
      {(draft.enabled || stored.value?.enabled) && (
        <form class="stack" onSubmit={(event) => void save(event)}>
          <div class="segments" role="radiogroup" aria-label="Apprise by">
            {([["cli", "Program on this server"], ["http", "Apprise server"]] as const).map(([mode, word]) => <button type="button" role="radio" key={mode} aria-checked={draft.mode === mode} onClick={() => change({ mode })}>{word}</button>)}
          </div>
          {draft.mode === "http" && (
            <div class="stack">
              <Field id="apprise-url" label="Server" value={draft.serverUrl} onInput={(serverUrl) => change({ serverUrl })} placeholder="https://apprise.example.lan" mono />
              <div class="two">
                <Field id="apprise-key" label="Config key" value={draft.configKey} onInput={(configKey) => change({ configKey })} hint="Empty: the targets below." />
                <Field id="apprise-api" label="API key" type="password" value={draft.apiKey} onInput={(apiKey) => change({ apiKey })} autocomplete="new-password" />
              </div>
              <Field id="apprise-header" label="Header of the API key" value={draft.apiKeyHeader} onInput={(apiKeyHeader) => change({ apiKeyHeader })} mono />
              <label class="check"><input type="checkbox" checked={draft.skipTlsVerify} onChange={(event) => change({ skipTlsVerify: event.currentTarget.checked })} /><span>Do not check the certificate <small class="warn">Anybody in between can read and change notices.</small></span></label>
            </div>
          )}
          <div class="field">
            <label for="apprise-targets">Targets</label>
            <textarea id="apprise-targets" class="mono" rows={3} spellcheck={false} placeholder="tgram://bottoken/ChatID" value={targets} onInput={(event) => { setTargets(event.currentTarget.value); setOutcome(null); }} />
            <p class="field-hint">One a line. Stored ones are shown without their secrets.</p>
          </div>
          <Field id="apprise-timeout" label="Time limit, seconds" type="number" value={String(draft.timeoutSeconds)} onInput={(seconds) => change({ timeoutSeconds: Number(seconds) || 15 })} hint="5 to 120." />
          <OutcomeView outcome={outcome} />
          <div class="actions">
            <button type="button" class="button" disabled={busy !== null} onClick={() => void test()}>{busy === "test" ? "Sending…" : "Send test"}</button>
            <button type="submit" class="button primary" disabled={busy !== null}>{busy === "save" ? "Saving…" : "Save"}</button>
          </div>
        </form>
      )}
    </Card>
  );
}
