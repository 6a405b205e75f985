import type { CreatedToken } from "../api/answers.ts";
import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { h, useState } from "../preact.ts";
import { CopyButton } from "../shell/CopyButton.tsx";
import { Dialog } from "../shell/Dialog.tsx";
import { Field } from "../shell/Field.tsx";
import { Icon } from "../shell/Icon.tsx";
import { ability, expiries, presets, scopeGroups } from "./scopes.ts";

export function CreateTokenDialog({ onClose, onCreated }: { onClose: () => void; onCreated: () => void }) {
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const [copied, setCopied] = useState(false);
  const [warned, setWarned] = useState(false);
  // The raw token exists only here: closing without a copy is asked once.
  const mayClose = () => {
    if (!created || copied || warned) return true;
    setWarned(true);
    return false;
  };
  return (
    <Dialog title={created ? "Token created" : "New API token"} wide onClose={onClose} mayClose={mayClose}>
      {created
        ? <TokenResult created={created} warned={warned} onCopied={() => setCopied(true)} onClose={() => mayClose() && onClose()} />
        : (
          <TokenForm
            onClose={onClose}
            onCreated={(token) => {
              setCreated(token);
              onCreated();
            }}
          />
        )}
    </Dialog>
  );
}

function TokenForm({ onClose, onCreated }: { onClose: () => void; onCreated: (created: CreatedToken) => void }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [expiry, setExpiry] = useState("90d");
  const [sure, setSure] = useState(false);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const everything = scopes.includes("*");
  const matching = presets.find((preset) => preset.scopes.length === scopes.length && preset.scopes.every((scope) => scopes.includes(scope)));

  const toggle = (id: string) =>
    setScopes((old) => old.includes(id) ? old.filter((scope) => scope !== id) : [...old.filter((scope) => scope !== "*"), id]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === "" || scopes.length === 0 || (everything && !sure)) return;
    setBusy(true);
    setError(null);
    try {
      const expiresIn = expiries.find((each) => each.id === expiry)?.expiresIn;
      onCreated(await call<CreatedToken>("POST", "/api/security/tokens", { body: { name: name.trim(), scopes, ...(expiresIn ? { expiresIn } : {}) } }));
    } catch (failure) {
      setError(errorSentence(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {error && <div class="notice critical" role="alert"><Icon name="alert" /><p>{error}</p></div>}
      <Field
        id="token-name"
        label="Name"
        value={name}
        onInput={setName}
        hint="Who or what will use it, for example “kitchen dashboard”."
        error={checked && name.trim() === "" ? "A name is needed to tell tokens apart." : null}
        autofocus
      />
      <fieldset class="stack plain">
        <legend>May do</legend>
        <div class="chips" role="group" aria-label="Presets">
          {presets.map((preset) => (
            <button
              type="button"
              class={`chip ${preset.id === "full" ? "danger" : ""}`}
              key={preset.id}
              aria-pressed={matching?.id === preset.id}
              onClick={() => setScopes(preset.scopes)}
            >
              {preset.name}
            </button>
          ))}
        </div>
        <details class="scopes">
          <summary>Choose scopes one by one</summary>
          <div class="scope-groups">
            {scopeGroups.map((group) => (
              <section key={group.name}>
                <h3>{group.name}</h3>
                {group.scopes.map((scope) => (
                  <label class="check" key={scope.id}>
                    <input type="checkbox" checked={everything || scopes.includes(scope.id)} disabled={everything} onChange={() => toggle(scope.id)} />
                    <span><code>{scope.id}</code> <small>{scope.text}</small></span>
                  </label>
                ))}
              </section>
            ))}
          </div>
        </details>
        <p class={`ability ${checked && scopes.length === 0 ? "field-error" : ""}`} role="status">{ability(scopes)}</p>
        {everything && (
          <label class="check">
            <input type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
            <span>Yes, this token may do everything.</span>
          </label>
        )}
        {everything && checked && !sure && <p class="field-error">Please confirm full access.</p>}
      </fieldset>
      <fieldset class="stack plain">
        <legend>Expires</legend>
        <div class="segments" role="radiogroup" aria-label="Expires">
          {expiries.map((each) => (
            <button type="button" role="radio" key={each.id} aria-checked={expiry === each.id} onClick={() => setExpiry(each.id)}>{each.name}</button>
          ))}
        </div>
      </fieldset>
      <div class="actions">
        <button type="submit" class="button primary" disabled={busy}>{busy ? "Creating…" : "Create token"}</button>
        <button type="button" class="button quiet" onClick={onClose}>Cancel</button>
      </div>
    </form>
  );
}

function TokenResult({ created, warned, onCopied, onClose }: { created: CreatedToken; warned: boolean; onCopied: () => void; onClose: () => void }) {
  const example = `curl -H "X-API-Token: $TOKEN" ${location.origin}/api/resources?limit=5`;
  return (
    <div class="stack">
      <p>
        This is the only time the token of <b>{created.record.name}</b> is shown.
      </p>
      <div class="command token">
        <code data-testid="new-token">{created.token}</code>
        <CopyButton text={created.token} label="Copy the token" onCopied={onCopied} />
      </div>
      <p class="field-hint">Use it as a header:</p>
      <div class="command">
        <code>{example}</code>
        <CopyButton text={example} label="Copy the example" />
      </div>
      {warned && <div class="notice warning" role="alert"><Icon name="alert" /><p>You have not copied the token. Close anyway?</p></div>}
      <div class="actions">
        <button type="button" class="button primary" onClick={onClose}>{warned ? "Close without copying" : "Done"}</button>
      </div>
    </div>
  );
}
