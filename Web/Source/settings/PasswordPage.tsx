import { enteredPassword, entryProblems, NewPassword, newPasswordEntry } from "../access/NewPassword.tsx";
import { call } from "../api/client.ts";
import { ApiError, errorSentence } from "../api/error.ts";
import { h, useState } from "../preact.ts";
import { Field } from "../shell/Field.tsx";
import { Icon } from "../shell/Icon.tsx";
import { toast } from "../shell/toasts.ts";

interface PasswordAnswer {
  readonly message?: string;
  readonly requiresRestart?: boolean;
}

export function PasswordPage() {
  const [current, setCurrent] = useState("");
  const [entry, setEntry] = useState(() => ({ ...newPasswordEntry(), mode: "own" as const }) as ReturnType<typeof newPasswordEntry>);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [currentError, setCurrentError] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    setDone(null);
    setError(null);
    setCurrentError(current === "" ? "Enter the password you signed in with." : null);
    const problems = entryProblems(entry);
    if (current === "" || problems.own || problems.repeated) return;
    setBusy(true);
    try {
      const answer = await call<PasswordAnswer>("POST", "/api/security/change-password", {
        body: { currentPassword: current, newPassword: enteredPassword(entry) },
        answers401: true,
      });
      setDone(answer.message ?? "Password changed.");
      toast("Password changed.");
      setCurrent("");
      setEntry({ ...newPasswordEntry(), mode: "own" });
      setChecked(false);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 401) setCurrentError(failure.message);
      else setError(errorSentence(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div class="page form">
      <header class="page-head">
        <div>
          <h1>Password</h1>
          <p class="lead">Changing it signs you out on all other devices.</p>
        </div>
      </header>
      <form class="panel padded stack" onSubmit={(event) => void submit(event)}>
        {error && <div class="notice critical" role="alert"><Icon name="alert" /><p>{error}</p></div>}
        {done && <div class="notice ok" role="status"><Icon name="check" /><p>{done}</p></div>}
        <Field id="current-password" label="Current password" type="password" autocomplete="current-password" value={current} onInput={setCurrent} error={currentError} />
        <NewPassword entry={entry} onChange={setEntry} checked={checked} />
        <div class="actions"><button type="submit" class="button primary" disabled={busy}>{busy ? "Changing…" : "Change password"}</button></div>
      </form>
    </div>
  );
}
