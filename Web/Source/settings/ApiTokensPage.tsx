import type { ApiTokenRecord } from "../api/answers.ts";
import { call, getJson } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { plural } from "../format/number.ts";
import { calendarDate, exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useState } from "../preact.ts";
import { Dialog } from "../shell/Dialog.tsx";
import { Icon } from "../shell/Icon.tsx";
import { toast } from "../shell/toasts.ts";
import { CreateTokenDialog } from "./CreateTokenDialog.tsx";
import { scopeText } from "./scopes.ts";

export function ApiTokensPage() {
  const [tokens, setTokens] = useState<readonly ApiTokenRecord[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiTokenRecord | null>(null);

  const load = () =>
    getJson<{ tokens: readonly ApiTokenRecord[] }>("/api/security/tokens").then((answer) => {
      setTokens(answer.tokens);
      setError(null);
    }).catch((failure: unknown) => setError(errorSentence(failure)));
  useEffect(() => void load(), []);

  return (
    <div class="page narrow">
      <header class="page-head">
        <div>
          <h1>API tokens</h1>
          <p class="lead">For scripts, dashboards and agents. Each token can do only what its scopes allow.</p>
        </div>
        <button type="button" class="button primary" onClick={() => setCreating(true)}><Icon name="plus" />New token</button>
      </header>
      {error && (
        <div class="notice critical" role="alert">
          <Icon name="alert" />
          <p>{error}</p>
          <button type="button" class="button small" onClick={() => void load()}>Try again</button>
        </div>
      )}
      {tokens === null && !error && <div class="skeleton" role="status" aria-label="Loading" />}
      {tokens?.length === 0 && (
        <div class="empty small">
          <Icon name="key" />
          <h2>No tokens yet</h2>
          <p>Create one to read Pulse from a script or to connect an agent.</p>
        </div>
      )}
      {tokens !== null && tokens.length > 0 && <TokenTable tokens={tokens} onRevoke={setRevoking} />}
      {creating && <CreateTokenDialog onClose={() => setCreating(false)} onCreated={() => void load()} />}
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} onRevoked={() => void load()} />}
    </div>
  );
}

const dayLength = 86_400_000;

function TokenTable({ tokens, onRevoke }: { tokens: readonly ApiTokenRecord[]; onRevoke: (token: ApiTokenRecord) => void }) {
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  return (
    <div class="panel clipped">
      <table class="table tokens">
        <caption class="visually-hidden">{plural(tokens.length, "token")}</caption>
        <thead>
          <tr><th scope="col">Name</th><th scope="col">Hint</th><th scope="col">May do</th><th scope="col">Created</th><th scope="col">Last used</th><th scope="col">Expires</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row" class="token-name">{token.name}{token.ownerUserId && <small>{token.ownerUserId}</small>}</th>
              <td data-label="Hint"><code>{token.prefix}…{token.suffix}</code></td>
              <td data-label="May do">
                <span class="tags">
                  {token.scopes.map((scope) => (
                    <span key={scope} class={`tag ${scope === "*" ? "danger" : ""}`} title={scopeText(scope)}>{scope === "*" ? "Full access" : scope}</span>
                  ))}
                </span>
              </td>
              <td data-label="Created" title={exactTime(Date.parse(token.createdAt))}>{calendarDate(Date.parse(token.createdAt))}</td>
              <td data-label="Last used"><LastUsed token={token} time={time} /></td>
              <td data-label="Expires"><Expires token={token} time={time} /></td>
              <td class="row-actions">
                <button type="button" class="button quiet small danger" aria-label={`Revoke ${token.name}`} onClick={() => onRevoke(token)}>
                  <Icon name="trash" />Revoke
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LastUsed({ token, time }: { token: ApiTokenRecord; time: number }) {
  if (!token.lastUsedAt) return <span class="muted">Never</span>;
  const at = Date.parse(token.lastUsedAt);
  return <span class={time - at > 90 * dayLength ? "warn" : ""} title={exactTime(at)}>{relative(at, time)}</span>;
}

function Expires({ token, time }: { token: ApiTokenRecord; time: number }) {
  if (!token.expiresAt) return <span class="muted">Never</span>;
  const at = Date.parse(token.expiresAt);
  if (at <= time) return <span class="crit">Expired</span>;
  return <span class={at - time < 14 * dayLength ? "warn" : ""} title={exactTime(at)}>{at - time < 30 * dayLength ? relative(at, time) : calendarDate(at)}</span>;
}

function RevokeDialog({ token, onClose, onRevoked }: { token: ApiTokenRecord; onClose: () => void; onRevoked: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const revoke = async () => {
    setBusy(true);
    try {
      await call("DELETE", `/api/security/tokens/${encodeURIComponent(token.id)}`);
      toast(`Token “${token.name}” is revoked.`);
      onRevoked();
      onClose();
    } catch (failure) {
      setError(errorSentence(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Revoke “${token.name}”?`} onClose={onClose}>
      <div class="stack">
        <p>Whatever uses this token stops working at once, including open live connections. This cannot be undone.</p>
        {error && <div class="notice critical" role="alert"><Icon name="alert" /><p>{error}</p></div>}
        <div class="actions">
          <button type="button" class="button danger" disabled={busy} onClick={() => void revoke()}>Revoke token</button>
          <button type="button" class="button quiet" data-autofocus="" onClick={onClose}>Keep it</button>
        </div>
      </div>
    </Dialog>
  );
}
