import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { h, useEffect, useRef, useState } from "../preact.ts";
import { Field } from "../shell/Field.tsx";
import { Icon } from "../shell/Icon.tsx";
import { toast } from "../shell/toasts.ts";
import { Command } from "./Command.tsx";
import { createToken, suggestedToken } from "./commands.ts";
import type { ConnectionRecord } from "./connection.ts";
import { failedTest, passedTest, spelledFingerprint, type TestAnswer, type TestResult } from "./connectionTest.ts";
import { changesOf, type Draft, draftOf, missingIn, requestOf, type Watched, watchedNames } from "./draft.ts";
import { MemberFields } from "./MemberFields.tsx";
import { TestReport } from "./TestReport.tsx";

interface Saved {
  readonly id?: string;
  readonly merged?: boolean;
  readonly cluster?: string;
}

/** Adds or changes a connection to Proxmox VE. A certificate is shown before it is trusted, and missing rights before they are missed. */
export function ConnectionForm({ record, onDirty, onClose, onSaved }: { record: ConnectionRecord | null; onDirty: () => void; onClose: () => void; onSaved: (added: string | null) => void }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(record));
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState<"test" | "save" | null>(null);
  const [result, setResult] = useState<TestResult | null>(null);
  const [sure, setSure] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const problems = missingIn(draft, record);
  const shown = (field: keyof Draft) => checked ? problems[field] ?? null : null;
  const account = draft.auth === "token" ? draft.tokenName : draft.user;

  // The form is long: what came of a test or of saving is brought into view.
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => outcome.current?.scrollIntoView({ block: "nearest" }), [result, error, sure]);
  const change = (part: Partial<Draft>) => {
    onDirty();
    setDraft((old) => ({ ...old, ...part }));
    // What was tested is not what would be saved any more; what is watched does not matter for that.
    if (!("watched" in part) && !("name" in part) && !("members" in part)) setResult(null);
    setSure(false);
  };
  const complete = () => {
    setChecked(true);
    const first = Object.keys(problems)[0];
    if (first) document.getElementById(`connection-${first}`)?.focus();
    return !first;
  };
  const test = async (tried: Draft) => {
    setBusy("test");
    setError(null);
    setResult(null);
    try {
      const answer = await testCall(tried, record);
      setResult(passedTest(answer, tried.fingerprint));
      // A cluster has a better name than the address of one of its nodes.
      if (answer.clusterName) setDraft((old) => old.name.trim() === "" ? { ...old, name: answer.clusterName ?? "" } : old);
    } catch (failure) {
      setResult(failedTest(failure));
    } finally {
      setBusy(null);
    }
  };
  const trust = (fingerprint: string) => {
    const trusting = { ...draft, fingerprint };
    setDraft(trusting);
    void test(trusting);
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!complete()) return;
    const worked = result?.kind === "passed" || (record && Object.keys(changesOf(draft, record)).every((key) => key.startsWith("monitor") || key.startsWith("cluster") || key === "name"));
    if (!worked && !sure) return setSure(true);
    setBusy("save");
    setError(null);
    try {
      const answer = record
        ? await call<Saved>("PUT", `/api/config/nodes/${encodeURIComponent(record.id)}`, { body: changesOf(draft, record) })
        : await call<Saved>("POST", "/api/config/nodes", { body: requestOf(draft) });
      toast(answer?.merged ? `This host belongs to the cluster ${answer.cluster ?? ""} that is watched already; it was added there.` : record ? "Saved." : "Added.");
      onSaved(record ? null : answer?.id ?? null);
      onClose();
    } catch (failure) {
      setError(errorSentence(failure));
      setBusy(null);
    }
  };

  return (
    <form class="stack connection-form" onSubmit={(event) => void save(event)}>
      <Field id="connection-host" label="Address" value={draft.host} onInput={(host) => change({ host })} placeholder="pve1.example.lan or 192.0.2.10" hint="One node of a cluster is enough. Port 8006 is added." error={shown("host")} autofocus mono />
      <Field id="connection-name" label="Name" value={draft.name} onInput={(name) => change({ name })} placeholder={draft.host.replace(/^https?:\/\//, "").replace(/:\d+$/, "") || "as the address"} error={shown("name")} />
      <fieldset class="stack plain">
        <legend>Signs in with</legend>
        <div class="segments" role="radiogroup" aria-label="Signs in with">
          {(["token", "password"] as const).map((auth) => (
            <button type="button" role="radio" key={auth} aria-checked={draft.auth === auth} onClick={() => change({ auth })}>{auth === "token" ? "API token" : "Password"}</button>
          ))}
        </div>
        {draft.auth === "token"
          ? (
            <div class="stack">
              {!record && (
                <details class="scopes" open>
                  <summary>Make a token that may only read</summary>
                  <p class="field-hint">Run this as root on one node, then copy the secret it prints. <button type="button" class="link" onClick={() => change({ tokenName: suggestedToken })}>Fill in its id</button></p>
                  <Command text={createToken} label="Copy the commands that make a token" />
                </details>
              )}
              <div class="two">
                <Field id="connection-tokenName" label="Token id" value={draft.tokenName} onInput={(tokenName) => change({ tokenName })} placeholder={suggestedToken} error={shown("tokenName")} mono />
                <Field id="connection-tokenValue" label="Token secret" type="password" value={draft.tokenValue} onInput={(tokenValue) => change({ tokenValue })} placeholder={record?.hasToken ? "stored; type to replace" : ""} error={shown("tokenValue")} autocomplete="new-password" />
              </div>
            </div>
          )
          : (
            <div class="two">
              <Field id="connection-user" label="User" value={draft.user} onInput={(user) => change({ user })} placeholder="root@pam" error={shown("user")} mono />
              <Field id="connection-password" label="Password" type="password" value={draft.password} onInput={(password) => change({ password })} placeholder={record?.hasPassword ? "stored; type to replace" : ""} error={shown("password")} autocomplete="new-password" />
            </div>
          )}
      </fieldset>
      <fieldset class="stack plain">
        <legend>Watches</legend>
        <div class="checks">
          {watchedNames.map(([key, name]) => (
            <label class="check" key={key}>
              <input type="checkbox" checked={draft.watched[key]} onChange={(event) => change({ watched: { ...draft.watched, [key]: event.currentTarget.checked } as Watched })} />
              <span>{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {record?.clusterEndpoints && record.clusterEndpoints.length > 0 && (
        <MemberFields members={record.clusterEndpoints} drafts={draft.members} onChange={(key, part) => change({ members: { ...draft.members, [key]: { displayName: "", ipOverride: "", ...draft.members[key], ...part } } })} />
      )}
      {draft.fingerprint && (
        <p class="pinned">
          <Icon name="shield" />
          <span>Only this certificate is accepted: <code class="fingerprint">{spelledFingerprint(draft.fingerprint)}</code></span>
          <button type="button" class="button quiet small" onClick={() => change({ fingerprint: "" })}>Forget it</button>
        </p>
      )}
      <div class="stack" ref={outcome} hidden={result === null && error === null && !sure}>
        {result && <TestReport result={result} account={account} onTrust={trust} />}
        {error && <div class="notice critical" role="alert"><Icon name="alert" /><p>{error}</p></div>}
        {sure && <div class="notice warning" role="alert"><Icon name="alert" /><p>This was not tested, or the test did not pass. It can be saved and is tried again and again.</p></div>}
      </div>
      <div class="actions">
        <button type="button" class="button" disabled={busy !== null} onClick={() => complete() && void test(draft)}>{busy === "test" ? "Testing…" : "Test connection"}</button>
        <button type="submit" class="button primary" disabled={busy !== null}>{busy === "save" ? "Saving…" : sure ? "Save untested" : record ? "Save" : "Add"}</button>
        <button type="button" class="button quiet" onClick={onClose}>Cancel</button>
      </div>
    </form>
  );
}

/** A stored secret can be tested without typing it again, as long as only what the server knows is tested. */
async function testCall(draft: Draft, record: ConnectionRecord | null): Promise<TestAnswer> {
  const secret = draft.auth === "token" ? draft.tokenValue : draft.password;
  if (record && secret === "" && Object.keys(changesOf(draft, record)).length === 0) {
    return await call<TestAnswer>("POST", `/api/config/nodes/${encodeURIComponent(record.id)}/test`, { seconds: 60 });
  }
  return await call<TestAnswer>("POST", "/api/config/nodes/test-connection", { body: { ...requestOf(draft), ...(record ? { id: record.id } : {}) }, seconds: 60 });
}
