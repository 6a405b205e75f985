import type { VersionAnswer } from "../api/answers.ts";
import { call, getJson } from "../api/client.ts";
import { ApiError, errorSentence } from "../api/error.ts";
import { duration } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useEffect, useState } from "../preact.ts";
import { CopyButton } from "../shell/CopyButton.tsx";
import { Field } from "../shell/Field.tsx";
import { loadSession } from "./signIn.ts";

type Place = "host" | "docker" | "lxc" | "kubernetes";

const commands: Readonly<Record<Place, { name: string; line: string }>> = {
  host: { name: "This machine", line: "pulse bootstrap-token" },
  docker: { name: "Docker", line: "docker exec <container> /app/pulse bootstrap-token" },
  lxc: { name: "Proxmox LXC", line: "pct exec <ctid> -- /usr/local/bin/pulse bootstrap-token" },
  kubernetes: { name: "Kubernetes", line: "kubectl exec deploy/pulse -- /app/pulse bootstrap-token" },
};

/** Step 1: the bootstrap token proves access to the machine Pulse runs on. */
export function UnlockStep({ token, onToken, onUnlocked }: { token: string; onToken: (token: string) => void; onUnlocked: () => void }) {
  const [place, setPlace] = useState<Place>("host");
  const [error, setError] = useState<string | null>(null);
  const [until, setUntil] = useState(0);
  const [busy, setBusy] = useState(false);
  const time = useObserved(now);
  const wait = Math.ceil((until - time) / 1000);

  useEffect(() => {
    getJson<VersionAnswer>("/api/version").then((version) => {
      if (version.isDocker || version.deploymentType === "docker") setPlace("docker");
      else if (version.deploymentType === "proxmoxve") setPlace("lxc");
      else if (version.deploymentType === "kubernetes") setPlace("kubernetes");
    }).catch(() => {/* Only the order of the hints depends on it. */});
  }, []);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const clean = token.replace(/\s+/g, "");
    if (clean === "") return setError("Enter the token that the command prints.");
    setBusy(true);
    setError(null);
    try {
      await call("POST", "/api/security/validate-bootstrap-token", { body: { token: clean }, answers401: true });
      onToken(clean);
      onUnlocked();
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 401) setError("This token does not match. Run the command again and copy the whole line.");
      else if (failure instanceof ApiError && failure.status === 409) await loadSession();
      else if (failure instanceof ApiError && failure.status === 429) {
        setUntil(Date.now() + (failure.retryAfter ?? 60) * 1000);
        setError("Too many attempts.");
      } else setError(errorSentence(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <h1>Welcome to Pulse</h1>
      <p class="lead">
        Pulse is running and already watches its own machine. To make sure that it is yours, read the bootstrap token on the machine it runs on:
      </p>
      <div class="segments" role="radiogroup" aria-label="Where Pulse runs">
        {(Object.keys(commands) as Place[]).map((each) => (
          <button type="button" role="radio" key={each} aria-checked={each === place} onClick={() => setPlace(each)}>{commands[each].name}</button>
        ))}
      </div>
      <div class="command">
        <code>{commands[place].line}</code>
        <CopyButton text={commands[place].line} label="Copy the command" />
      </div>
      <Field
        id="bootstrap-token"
        label="Bootstrap token"
        value={token}
        onInput={onToken}
        error={error ? (wait > 0 ? `${error} Try again in ${duration(wait)}.` : error) : null}
        hint="It works once and is never stored in the browser."
        autofocus
        mono
      />
      <div class="actions">
        <button type="submit" class="button primary" disabled={busy || wait > 0}>{busy ? "Checking…" : "Continue"}</button>
      </div>
    </form>
  );
}
