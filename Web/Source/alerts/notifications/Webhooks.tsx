import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useState } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { Icon } from "../../shell/Icon.tsx";
import { route, setQuery } from "../../shell/router.ts";
import { toast } from "../../shell/toasts.ts";
import type { LogEntry, Template, Webhook } from "./answers.ts";
import { Card } from "./Card.tsx";
import { NotLoaded } from "./FormFrame.tsx";
import { useAnswer } from "../../api/useAnswer.ts";
import { WebhookForm } from "./WebhookForm.tsx";

export function Webhooks({ log }: { log: readonly LogEntry[] | null }) {
  const hooks = useAnswer<readonly Webhook[]>("/api/notifications/webhooks");
  const templates = useAnswer<readonly Template[]>("/api/notifications/webhook-templates");
  const adding = useObserved(route, (value) => value.query.get("add") === "webhook");
  const [open, setOpen] = useState<Webhook | null>(null);
  const [removing, setRemoving] = useState<Webhook | null>(null);
  const close = () => {
    setOpen(null);
    setQuery({ add: null });
  };
  const label = (service: string) => templates.value?.find((each) => each.service === service)?.label ?? (service || "Generic");
  const last = (hook: Webhook) => log?.find((entry) => entry.destination === hook.id || entry.destination === `webhook:${hook.id}`);
  return (
    <Card title="Webhooks" action={<button type="button" class="button small" disabled={!hooks.value} onClick={() => setQuery({ add: "webhook" })}><Icon name="plus" />Add webhook</button>}>
      {!hooks.value && <NotLoaded what="webhooks" error={hooks.error} onRetry={hooks.reload} />}
      {hooks.value && hooks.value.length === 0 && <p class="muted">None yet. Discord, Slack, Telegram, Teams, ntfy and others get alerts by a webhook.</p>}
      {hooks.value && hooks.value.length > 0 && (
        <table class="list hooks">
          <thead><tr><th scope="col">Name</th><th scope="col">Goes to</th><th scope="col">Last</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
          <tbody>
            {hooks.value.map((hook) => {
              const entry = last(hook);
              return (
                <tr key={hook.id}>
                  <th scope="row"><b class={hook.enabled ? "" : "muted"}>{hook.name || "Unnamed"}</b><small class="muted"> {label(hook.service)}{hook.enabled ? "" : ", off"}</small></th>
                  <td><span class="clip mono">{hostOf(hook.url)}</span>{(hook.tagFilter ?? []).length > 0 && <small class="muted">tags {hook.tagFilter?.join(", ")}</small>}</td>
                  <td class={entry && /fail|reject|dead/.test(entry.outcome) ? "crit" : ""}>{entry ? entry.outcome : <span class="muted">—</span>}</td>
                  <td class="row-actions">
                    <button type="button" class="icon-button" aria-label={`Edit ${hook.name}`} onClick={() => setOpen(hook)}><Icon name="edit" /></button>
                    <button type="button" class="icon-button" aria-label={`Remove ${hook.name}`} onClick={() => setRemoving(hook)}><Icon name="trash" /></button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {(open || adding) && hooks.value && (templates.value || templates.error) && (
        <Dialog title={open ? `Webhook “${open.name}”` : "Add webhook"} wide onClose={close}>
          <WebhookForm hook={open} templates={templates.value ?? []} onClose={close} onSaved={hooks.reload} />
        </Dialog>
      )}
      {removing && <RemoveWebhook hook={removing} onClose={() => setRemoving(null)} onRemoved={hooks.reload} />}
    </Card>
  );
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

function RemoveWebhook({ hook, onClose, onRemoved }: { hook: Webhook; onClose: () => void; onRemoved: () => void }) {
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await call("DELETE", `/api/notifications/webhooks/${encodeURIComponent(hook.id ?? "")}`);
      toast(`Webhook “${hook.name}” is removed.`);
      onRemoved();
      onClose();
    } catch (failure) {
      toast(errorSentence(failure), "error");
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Remove “${hook.name}”?`} onClose={onClose}>
      <div class="stack">
        <ul class="consequences"><li>No more notices go there; waiting ones are dropped.</li><li>Its address and secrets are deleted.</li></ul>
        <div class="actions">
          <button type="button" class="button danger" disabled={busy} onClick={() => void remove()}>Remove webhook</button>
          <button type="button" class="button quiet" data-autofocus="" onClick={onClose}>Keep it</button>
        </div>
      </div>
    </Dialog>
  );
}
