import { call } from "../api/client.ts";
import { ApiError, errorSentence } from "../api/error.ts";
import { h, useState } from "../preact.ts";
import { Field } from "../shell/Field.tsx";
import { Icon } from "../shell/Icon.tsx";
import type { Credentials } from "./FirstRun.tsx";
import { enteredPassword, entryProblems, NewPassword, newPasswordEntry } from "./NewPassword.tsx";
import { generateToken, userNameProblem } from "./password.ts";
import { loadSession } from "./signIn.ts";

interface SetupAnswer {
  readonly success: boolean;
  readonly skipped?: boolean;
}

/** Step 2: the administrator's account and a first API token, made in the page. */
export function AdministratorStep({ bootstrapToken, onBack, onCreated }: {
  bootstrapToken: string;
  onBack: () => void;
  onCreated: (credentials: Credentials) => void;
}) {
  const [userName, setUserName] = useState("admin");
  const [entry, setEntry] = useState(newPasswordEntry);
  const [apiToken] = useState(generateToken);
  const [checked, setChecked] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const nameProblem = userNameProblem(userName);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    const problems = entryProblems(entry);
    if (nameProblem || problems.own || problems.repeated) return;
    setBusy(true);
    setError(null);
    try {
      const password = enteredPassword(entry);
      const answer = await call<SetupAnswer>("POST", "/api/security/quick-setup", {
        body: { username: userName, password, apiToken },
        headers: { "X-Setup-Token": bootstrapToken },
        answers401: true,
      });
      if (answer.skipped) await loadSession();
      else onCreated({ userName, password, generated: entry.mode === "generated", apiToken });
    } catch (failure) {
      setError(setupSentence(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <h1>Create the administrator</h1>
      <p class="lead">This account may see and change everything. You also get an API token for scripts and agents.</p>
      {error && (
        <div class="notice critical" role="alert">
          <Icon name="alert" />
          <p>{error}</p>
        </div>
      )}
      <Field
        id="username"
        label="User name"
        autocomplete="username"
        value={userName}
        onInput={setUserName}
        error={checked || userName !== "admin" ? nameProblem : null}
        autofocus
      />
      <NewPassword entry={entry} onChange={setEntry} checked={checked} />
      <div class="actions">
        <button type="submit" class="button primary" disabled={busy}>{busy ? "Creating…" : "Create account"}</button>
        <button type="button" class="button quiet" onClick={onBack}>Back</button>
      </div>
    </form>
  );
}

function setupSentence(failure: unknown): string {
  if (failure instanceof ApiError && failure.status === 401) {
    return "The bootstrap token is no longer valid. Somebody may have finished the set-up already: reload the page.";
  }
  if (failure instanceof ApiError && failure.status === 503) return "The bootstrap token is gone from the server. Restart Pulse, then reload this page.";
  return errorSentence(failure);
}
