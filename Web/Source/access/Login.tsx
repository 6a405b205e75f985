import type { SecurityStatus } from "../api/answers.ts";
import { call } from "../api/client.ts";
import { ApiError, errorSentence } from "../api/error.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useRef, useState } from "../preact.ts";
import { Field } from "../shell/Field.tsx";
import { Icon } from "../shell/Icon.tsx";
import { duration } from "../format/time.ts";
import { AccessFrame } from "./AccessFrame.tsx";
import { type Refusal, refusalOf } from "./lockout.ts";
import { loadSession } from "./signIn.ts";

const nameKey = "pulse.login";

/** The login page; as an overlay it lies over a page whose session ended, which stays as it was. */
export function Login({ status, overlay = false }: { status: SecurityStatus; overlay?: boolean }) {
  if (!overlay) return <AccessFrame><LoginForm status={status} /></AccessFrame>;
  return <LoginOverlay status={status} />;
}

function LoginOverlay({ status }: { status: SecurityStatus }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="login-title" onCancel={(event) => event.preventDefault()}>
      <div class="dialog-body"><LoginForm status={status} ended /></div>
    </dialog>
  );
}

function LoginForm({ status, ended = false }: { status: SecurityStatus; ended?: boolean }) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const [help, setHelp] = useState(false);
  const [name] = useState(rememberedName);
  const form = useRef<HTMLFormElement>(null);
  const time = useObserved(now);
  const locked = refusal?.until ? Math.ceil((refusal.until - time) / 1000) : 0;
  const showForm = !status.hideLocalLogin || new URLSearchParams(location.search).get("show_local") === "true";

  useEffect(() => {
    if (!ended) document.title = "Sign in · Pulse";
    form.current?.querySelector<HTMLInputElement>(name ? "#password" : "#username")?.focus();
  }, []);

  // Values are read from the fields: password managers fill without key events.
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const element = form.current;
    if (!element || busy || locked > 0) return;
    const fields = new FormData(element);
    const rememberMe = fields.get("remember") !== null;
    const username = String(fields.get("username") ?? "");
    setBusy(true);
    try {
      await call("POST", "/api/login", { body: { username, password: String(fields.get("password") ?? ""), rememberMe }, answers401: true });
      remember(rememberMe ? username : null);
      await loadSession();
    } catch (error) {
      const field = element.querySelector<HTMLInputElement>("#password");
      if (field) field.value = "";
      field?.focus();
      setRefusal(error instanceof ApiError ? refusalOf(error, Date.now()) : { message: errorSentence(error), until: null });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="stack" ref={form} onSubmit={(event) => void submit(event)}>
      <h1 id="login-title">{ended ? "Please sign in again" : "Sign in"}</h1>
      {ended && <p class="lead">Your session has ended. Everything on the page is kept.</p>}
      {refusal && (
        <div class="notice critical" role="alert">
          <Icon name="alert" />
          <p>
            {refusal.message}
            {locked > 0 && <span class="tabular" aria-live="off">{` Try again in ${duration(locked)}.`}</span>}
          </p>
        </div>
      )}
      {(status.ssoProviders ?? []).map((provider) => (
        <a class="button block" key={provider.id} href={provider.loginUrl} target="_self">Continue with {provider.displayName ?? provider.name}</a>
      ))}
      {showForm && (
        <div class="stack">
          <Field id="username" label="User name" autocomplete="username" value={name} />
          <Field id="password" label="Password" type="password" autocomplete="current-password" />
          <label class="check">
            <input type="checkbox" name="remember" />
            <span>Keep me signed in for 30 days</span>
          </label>
          <button type="submit" class="button primary block" disabled={busy || locked > 0}>{busy ? "Signing in…" : "Sign in"}</button>
        </div>
      )}
      {showForm && (
        <button type="button" class="link" aria-expanded={help} onClick={() => setHelp(!help)}>Forgot the password?</button>
      )}
      {help && (
        <div class="notice">
          <p>
            Pulse sends no e-mail. On the machine that runs Pulse, ask for a recovery token (it works from there only):
            <code class="block">curl -X POST -d '&#123;"action":"generate_token"&#125;' {location.origin}/api/security/recovery</code>
          </p>
        </div>
      )}
      {!showForm && (status.ssoProviders ?? []).length === 0 && <p>The login form is hidden. Add <code>?show_local=true</code> to the address to show it.</p>}
    </form>
  );
}

function rememberedName(): string {
  try {
    return localStorage.getItem(nameKey) ?? "";
  } catch {
    return "";
  }
}

/** Only the name, only when asked; never a password. */
function remember(name: string | null): void {
  try {
    if (name) localStorage.setItem(nameKey, name);
    else localStorage.removeItem(nameKey);
  } catch {
    // Without storage the name is typed again.
  }
}
