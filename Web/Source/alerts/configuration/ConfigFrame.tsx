import { errorSentence } from "../../api/error.ts";
import { plural } from "../../format/number.ts";
import type { JsonObject } from "../../live/mergePatch.ts";
import { useObserved } from "../../live/observable.ts";
import { type Children, h, useEffect, useMemo, useState } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import { Page } from "../../shell/Page.tsx";
import { toast } from "../../shell/toasts.ts";
import { ActivationPanel } from "../ActivationPanel.tsx";
import { AlertTabs } from "../AlertTabs.tsx";
import { overrideName } from "../overrides/overridables.ts";
import { useMayChange } from "../useAlerts.ts";
import { ChangeList } from "./ChangeList.tsx";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { alertConfig, discard, loadConfig, pendingChanges, saveConfig } from "./store.ts";
import { type Problems, problemsIn } from "./validation.ts";
import { pathWords, valueWords } from "./words.ts";

/** A page that changes the rules: nothing is shown or saved before the rules were read, and every change is listed before it is saved. */
export function ConfigFrame({ children }: { children: (config: JsonObject, problems: Problems) => Children }) {
  const state = useObserved(alertConfig);
  const may = useMayChange();
  useEffect(() => {
    if (may) void loadConfig();
  }, [may]);
  const changes = useMemo(() => pendingChanges(state), [state.stored, state.draft]);
  const problems = useMemo(() => state.draft ? problemsIn(state.draft) : new Map<string, string>(), [state.draft]);
  useEffect(() => {
    if (changes.length === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [changes.length > 0]);
  return (
    <Page name="Alerts" tabs={<AlertTabs />}>
      {!may && <div class="empty small"><Icon name="lock" /><h2>You may look, but not change</h2><p>You need the right to change alerts to see their rules.</p></div>}
      {may && <ActivationPanel />}
      {may && state.error && (
        <div class="notice critical" role="alert">
          <Icon name="alert" />
          <p>The rules could not be read: {state.error} {state.draft ? "What is shown may be old." : "Nothing can be changed before they are."}</p>
          <button type="button" class="button small" onClick={() => void loadConfig()}>Try again</button>
        </div>
      )}
      {may && !state.draft && !state.error && <div class="panel skeleton tall" role="status" aria-label="Loading the rules" />}
      {may && state.draft && children(state.draft, problems)}
      {may && state.adjusted.length > 0 && (
        <div class="notice adjusted" role="status">
          <Icon name="edit" />
          <p>The server adjusted what was saved: {state.adjusted.slice(0, 4).map((change) => `${pathWords(change.path, overrideName)} is ${valueWords(change.to, change.path.at(-1) ?? "")}`).join("; ")}{state.adjusted.length > 4 ? ` and ${state.adjusted.length - 4} more` : ""}.</p>
        </div>
      )}
      {may && changes.length > 0 && <SaveBar problems={problems} busy={state.saving} />}
      {state.conflicts.length > 0 && <ConflictDialog conflicts={state.conflicts} />}
    </Page>
  );
}

function SaveBar({ problems, busy }: { problems: Problems; busy: boolean }) {
  const state = useObserved(alertConfig);
  const [open, setOpen] = useState(false);
  const changes = pendingChanges(state);
  const save = () => void saveRules();
  return (
    <div class="save-bar" role="region" aria-label="Changes">
      {open && <ChangeList changes={changes} />}
      <div class="save-line">
        <button type="button" class="button quiet small" aria-expanded={open} onClick={() => setOpen(!open)}><Icon name={open ? "foldOpen" : "foldClosed"} />{plural(changes.length, "change")}</button>
        {problems.size > 0 && <span class="field-error" role="status">{plural(problems.size, "value")} to correct</span>}
        <span class="spacer" />
        <button type="button" class="button quiet" disabled={busy} onClick={discard}>Discard</button>
        <button type="button" class="button primary" disabled={busy || problems.size > 0 || state.error !== null} onClick={save}>{busy ? "Saving…" : "Save"}</button>
      </div>
    </div>
  );
}

export async function saveRules(): Promise<void> {
  try {
    const saved = await saveConfig();
    if (!saved) return;
    toast(saved.kept > 0 ? `Saved. ${plural(saved.kept, "change")} that somebody else made meanwhile ${saved.kept === 1 ? "is" : "are"} kept.` : "Saved.");
    if (saved.warnings.length > 0) toast(`The server did not know: ${saved.warnings.slice(0, 5).join(", ")}.`, "error");
  } catch (failure) {
    toast(errorSentence(failure), "error");
  }
}
