import { h } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";

export interface Outcome {
  readonly tone: "ok" | "critical" | "warning";
  readonly text: string;
  readonly detail?: string | undefined;
}

/** What came of a test or of saving. */
export function OutcomeView({ outcome }: { outcome: Outcome | null }) {
  if (!outcome) return null;
  return (
    <div class={`notice ${outcome.tone} ${outcome.detail ? "column" : ""}`} role={outcome.tone === "ok" ? "status" : "alert"}>
      {!outcome.detail && <Icon name={outcome.tone === "ok" ? "check" : "alert"} />}
      <p>{outcome.text}</p>
      {outcome.detail && <code class="block">{outcome.detail}</code>}
    </div>
  );
}

/** A form that cannot be saved before its values were read: saving defaults would lose what is stored. */
export function NotLoaded({ what, error, onRetry }: { what: string; error: string | null; onRetry: () => void }) {
  if (!error) return <div class="skeleton short" role="status" aria-label={`Loading ${what}`} />;
  return (
    <div class="notice critical" role="alert">
      <Icon name="alert" />
      <p>The settings of {what} could not be read: {error} Saving now could overwrite them, so the form is closed.</p>
      <button type="button" class="button small" onClick={onRetry}>Try again</button>
    </div>
  );
}

/** A tag filter: which alerts a channel gets. */
export function TagFilter({ id, tags, mode, onChange }: { id: string; tags: readonly string[]; mode: "all" | "any"; onChange: (tags: readonly string[], mode: "all" | "any") => void }) {
  return (
    <div class="field">
      <label for={id}>Only alerts with tags</label>
      <div class="with-mode">
        <div class="field-box"><input id={id} type="text" autocomplete="off" spellcheck={false} placeholder="all alerts" defaultValue={tags.join(", ")} onChange={(event) => onChange(event.currentTarget.value.split(",").map((each) => each.trim()).filter(Boolean), mode)} /></div>
        {tags.length > 0 && (
          <span class="segments small" role="radiogroup" aria-label="Which of the tags">
            {(["all", "any"] as const).map((each) => <button type="button" role="radio" key={each} aria-checked={mode === each} onClick={() => onChange(tags, each)}>{each === "all" ? "all of them" : "one of them"}</button>)}
          </span>
        )}
      </div>
    </div>
  );
}
