import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { h, useEffect, useState } from "../../preact.ts";
import { Field } from "../../shell/Field.tsx";
import { toast } from "../../shell/toasts.ts";
import type { EmailConfig, Provider } from "./answers.ts";
import { Card } from "./Card.tsx";
import { ChipsField } from "./ChipsField.tsx";
import { NotLoaded, type Outcome, OutcomeView, TagFilter } from "./FormFrame.tsx";
import { sendTest } from "./test.ts";
import { useAnswer } from "../../api/useAnswer.ts";

export function EmailForm() {
  const stored = useAnswer<EmailConfig>("/api/notifications/email");
  const providers = useAnswer<readonly Provider[]>("/api/notifications/email-providers");
  const [draft, setDraft] = useState<EmailConfig | null>(null);
  const [busy, setBusy] = useState<"test" | "save" | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (stored.value && !draft) setDraft(stored.value);
  }, [stored.value]);
  if (!draft) return <Card title="Email"><NotLoaded what="email" error={stored.error} onRetry={stored.reload} /></Card>;
  const change = (part: Partial<EmailConfig>) => {
    setDraft({ ...draft, ...part });
    setOutcome(null);
  };
  const provider = providers.value?.find((each) => each.name === draft.provider);
  const asked = draft;
  const missing = draft.enabled && draft.server.trim() === "" ? "A server is needed." : draft.enabled && draft.from.trim() === "" ? "A sender is needed." : (draft.to ?? []).some(addressProblem) ? "A recipient is no email address." : null;
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (missing) return setOutcome({ tone: "critical", text: missing });
    setBusy("save");
    try {
      await call("PUT", "/api/notifications/email", { body: asked });
      toast("Email settings saved.");
      setDraft({ ...asked, password: "" });
      setOutcome(null);
    } catch (failure) {
      setOutcome({ tone: "critical", text: errorSentence(failure) });
    } finally {
      setBusy(null);
    }
  };
  const test = async () => {
    setBusy("test");
    setOutcome(null);
    setOutcome(await sendTest("/api/notifications/test", { method: "email", config: asked }));
    setBusy(null);
  };
  const security = draft.tls ? "tls" : draft.startTLS ? "starttls" : "none";
  return (
    <Card title="Email" on={draft.enabled} onSwitch={(enabled) => change({ enabled })}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <div class="field">
          <label for="email-provider">Provider</label>
          <span class="select wide">
            <select
              id="email-provider"
              value={draft.provider}
              onChange={(event) => {
                const chosen = providers.value?.find((each) => each.name === event.currentTarget.value);
                change(chosen ? { provider: chosen.name, port: chosen.smtpPort, tls: chosen.tls, startTLS: chosen.startTLS, ...(chosen.smtpHost ? { server: chosen.smtpHost } : {}) } : { provider: "" });
              }}
            >
              <option value="">Own server</option>
              {(providers.value ?? []).map((each) => <option key={each.name} value={each.name}>{each.name}</option>)}
            </select>
          </span>
          {provider?.instructions && <p class="field-hint lines">{provider.instructions}</p>}
        </div>
        <div class="server-fields">
          <Field id="email-server" label="Server" value={draft.server} onInput={(server) => change({ server })} placeholder="mail.example.lan" mono />
          <Field id="email-port" label="Port" type="number" value={String(draft.port)} onInput={(port) => change({ port: Number(port) || 0 })} />
        </div>
        <div class="segments" role="radiogroup" aria-label="Encryption">
          {([["starttls", "STARTTLS"], ["tls", "TLS"], ["none", "None"]] as const).map(([each, word]) => (
            <button type="button" role="radio" key={each} aria-checked={security === each} onClick={() => change({ tls: each === "tls", startTLS: each === "starttls", ...(each === "tls" && draft.port === 587 ? { port: 465 } : each === "starttls" && draft.port === 465 ? { port: 587 } : {}) })}>{word}</button>
          ))}
        </div>
        <div class="two">
          <Field id="email-user" label="User" value={draft.username} onInput={(username) => change({ username })} autocomplete="off" />
          <Field id="email-password" label="Password" type="password" value={draft.password} onInput={(password) => change({ password })} placeholder={stored.value?.username ? "stored, leave empty to keep" : ""} autocomplete="new-password" />
        </div>
        <Field id="email-from" label="From" value={draft.from} onInput={(from) => change({ from })} placeholder="pulse@example.lan" />
        <ChipsField id="email-to" label="To" values={draft.to ?? []} placeholder="ops@example.lan" hint="Enter or a comma takes an address. None: to the sender." wrong={addressProblem} onChange={(to) => change({ to })} />
        <div class="two">
          <Field id="email-rate" label="At most in a minute" type="number" value={String(draft.rateLimit)} onInput={(rate) => change({ rateLimit: Number(rate) || 0 })} />
          <TagFilter id="email-tags" tags={draft.tagFilter ?? []} mode={draft.tagFilterMode ?? "all"} onChange={(tagFilter, tagFilterMode) => change({ tagFilter, tagFilterMode })} />
        </div>
        <OutcomeView outcome={outcome} />
        <div class="actions">
          <button type="button" class="button" disabled={busy !== null} onClick={() => void test()}>{busy === "test" ? "Sending…" : "Send test"}</button>
          <button type="submit" class="button primary" disabled={busy !== null}>{busy === "save" ? "Saving…" : "Save"}</button>
        </div>
      </form>
    </Card>
  );
}

function addressProblem(address: string): string | null {
  return /^[^\s@,]+@[^\s@,]+$/.test(address) || /^[^<>]*<[^\s@<>]+@[^\s@<>]+>$/.test(address) ? null : `“${address}” is no email address.`;
}
