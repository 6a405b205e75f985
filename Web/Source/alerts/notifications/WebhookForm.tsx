import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { h, useState } from "../../preact.ts";
import { Field } from "../../shell/Field.tsx";
import { toast } from "../../shell/toasts.ts";
import type { Template, Webhook } from "./answers.ts";
import { type Outcome, OutcomeView, TagFilter } from "./FormFrame.tsx";
import { Rendering } from "./Rendering.tsx";
import { sendTest } from "./test.ts";
import { fieldsOf, headersText, newWebhook, readHeaders, templateOf, urlProblem, variables } from "./webhookDraft.ts";

export function WebhookForm({ hook, templates, onClose, onSaved }: { hook: Webhook | null; templates: readonly Template[]; onClose: () => void; onSaved: () => void }) {
  const [draft, setDraft] = useState<Webhook>(() => hook ?? { ...newWebhook, service: templates[0]?.service ?? "generic" });
  const [headers, setHeaders] = useState(() => headersText(hook?.headers ?? {}));
  const [checked, setChecked] = useState(false);
  const [detailed, setDetailed] = useState(false);
  const [busy, setBusy] = useState<"test" | "save" | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const template = templateOf(templates, draft.service);
  const change = (part: Partial<Webhook>) => {
    setDraft((old) => ({ ...old, ...part }));
    setOutcome(null);
  };
  const asked: Webhook = { ...draft, name: draft.name.trim() || template?.label || "Webhook", url: draft.url.trim(), headers: readHeaders(headers) };
  const wrong = urlProblem(draft.url);
  const test = async () => {
    setChecked(true);
    if (wrong) return;
    setBusy("test");
    setOutcome(await sendTest("/api/notifications/webhooks/test", asked));
    setBusy(null);
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (wrong) return;
    setBusy("save");
    try {
      if (hook?.id) await call("PUT", `/api/notifications/webhooks/${encodeURIComponent(hook.id)}`, { body: asked });
      else await call("POST", "/api/notifications/webhooks", { body: asked });
      toast(`Webhook “${asked.name}” saved.`);
      onSaved();
      onClose();
    } catch (failure) {
      setOutcome({ tone: "critical", text: errorSentence(failure) });
      setBusy(null);
    }
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <div class="two">
        <div class="field">
          <label for="hook-service">Service</label>
          <span class="select wide">
            <select id="hook-service" value={draft.service} onChange={(event) => {
              const next = templateOf(templates, event.currentTarget.value);
              change({ service: event.currentTarget.value, method: next?.method ?? "POST", template: "" });
            }}>
              {templates.map((each) => <option key={each.service} value={each.service}>{each.label}</option>)}
              {!template && <option value={draft.service}>{draft.service || "Generic"}</option>}
            </select>
          </span>
        </div>
        <Field id="hook-name" label="Name" value={draft.name} onInput={(name) => change({ name })} placeholder={template?.label ?? "Webhook"} />
      </div>
      <Field id="hook-url" label="Address" value={draft.url} onInput={(url) => change({ url })} placeholder={template?.urlPattern || "https://example.lan/hook"} error={checked ? wrong : null} autofocus={hook === null} mono />
      {template?.instructions && <details class="scopes"><summary>How to get the address</summary><p class="field-hint lines">{template.instructions}</p></details>}
      {fieldsOf(draft.service).length > 0 && (
        <div class="two">
          {fieldsOf(draft.service).map(([key, label, secret]) => <Field key={key} id={`hook-field-${key}`} label={label} type={secret ? "password" : "text"} value={draft.customFields?.[key] ?? ""} onInput={(value) => change({ customFields: { ...draft.customFields, [key]: value } })} autocomplete="new-password" />)}
        </div>
      )}
      {template?.mentionPlaceholder && <Field id="hook-mention" label="Mention" value={draft.mention ?? ""} onInput={(mention) => change({ mention })} placeholder={template.mentionPlaceholder} hint={template.mentionHelp} />}
      <TagFilter id="hook-tags" tags={draft.tagFilter ?? []} mode={draft.tagFilterMode ?? "all"} onChange={(tagFilter, tagFilterMode) => change({ tagFilter, tagFilterMode })} />
      <details class="scopes" onToggle={(event) => setDetailed(event.currentTarget.open)}>
        <summary>Headers, signature and own message</summary>
        <div class="stack more">
          <div class="two">
            <div class="field">
              <label for="hook-method">Method</label>
              <span class="select wide"><select id="hook-method" value={draft.method || "POST"} onChange={(event) => change({ method: event.currentTarget.value })}><option value="POST">POST</option><option value="PUT">PUT</option></select></span>
            </div>
            <Field id="hook-secret" label="Secret for the signature" type="password" value={draft.signingSecret ?? ""} onInput={(signingSecret) => change({ signingSecret })} autocomplete="new-password" hint="Sent as X-Pulse-Signature." />
          </div>
          <div class="field">
            <label for="hook-headers">Headers</label>
            <textarea id="hook-headers" class="mono" rows={2} spellcheck={false} placeholder="Authorization: Bearer …" value={headers} onInput={(event) => { setHeaders(event.currentTarget.value); setOutcome(null); }} />
            <p class="field-hint">One a line. Stored values are masked; left as they are, they are kept.</p>
          </div>
          <div class="field">
            <label for="hook-template">Own message</label>
            <textarea id="hook-template" class="mono" rows={5} spellcheck={false} placeholder={template?.payloadTemplate ?? ""} value={draft.template} onInput={(event) => change({ template: event.currentTarget.value })} />
            <p class="field-hint">Empty: as the service needs it. Variables: {variables.map((name) => `{{.${name}}}`).join(" ")}</p>
          </div>
          {detailed && <Rendering hook={asked} />}
        </div>
      </details>
      <label class="check"><input type="checkbox" checked={draft.enabled} onChange={(event) => change({ enabled: event.currentTarget.checked })} /><span>Send alerts there</span></label>
      <OutcomeView outcome={outcome} />
      <div class="actions">
        <button type="button" class="button" disabled={busy !== null} onClick={() => void test()}>{busy === "test" ? "Sending…" : "Send test"}</button>
        <button type="submit" class="button primary" disabled={busy !== null}>{busy === "save" ? "Saving…" : hook ? "Save" : "Add"}</button>
        <button type="button" class="button quiet" onClick={onClose}>Cancel</button>
      </div>
    </form>
  );
}
