import { errorSentence, fieldOf } from "../../api/error.ts";
import { h, useRef, useState } from "../../preact.ts";
import { Field } from "../../shell/Field.tsx";
import { changesOf, type Draft, draftOf, type Notes } from "./notes.ts";

/** What was typed and not saved, by resource: another row or a login in between loses nothing. */
const drafts = new Map<string, Draft>();

export function hasDraft(id: string): boolean {
  return drafts.has(id);
}

/** Writes the notes of a resource. Errors of the server stand at their field. */
export function NotesForm({ id, notes, save, onDone }: {
  id: string;
  notes: Notes;
  save: (changes: Partial<Notes>) => Promise<void>;
  onDone: () => void;
}) {
  const [draft, setDraft] = useState<Draft>(() => drafts.get(id) ?? draftOf(notes));
  const [failure, setFailure] = useState<{ field: string | null; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const before = useRef(notes);
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    drafts.set(id, next);
    setDraft(next);
  };
  const end = () => {
    drafts.delete(id);
    onDone();
  };
  const submit = async () => {
    const changes = changesOf(before.current, draft);
    if (Object.keys(changes).length === 0) return end();
    setBusy(true);
    setFailure(null);
    try {
      await save(changes);
      end();
    } catch (error) {
      setBusy(false);
      setFailure({ field: fieldOf(error), text: errorSentence(error) });
    }
  };
  const errorAt = (field: string) => failure?.field === field ? failure.text : null;
  const elsewhere = failure && !["customUrl", "description", "tags", "notes"].includes(failure.field ?? "") ? failure.text : null;
  return (
    <form
      class="notes-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field id="note-url" label="Web address" value={draft.customUrl} onInput={(customUrl) => change({ customUrl })} error={errorAt("customUrl")} hint="Opened by the link beside the name." placeholder="https://" autofocus />
      <Field id="note-description" label="Description" value={draft.description} onInput={(description) => change({ description })} error={errorAt("description")} />
      <Field id="note-tags" label="Your tags" value={draft.tags} onInput={(tags) => change({ tags })} error={errorAt("tags")} hint="With commas between them; beside those of the platform." />
      <div class={`field ${errorAt("notes") ? "invalid" : ""}`}>
        <label for="note-text">Notes</label>
        <textarea id="note-text" rows={4} value={draft.notes} aria-describedby="note-text-hint" aria-invalid={errorAt("notes") ? "true" : undefined} onInput={(event) => change({ notes: event.currentTarget.value })} />
        <p class="field-hint" id="note-text-hint">One on each line.</p>
        {errorAt("notes") && <p class="field-error">{errorAt("notes")}</p>}
      </div>
      {elsewhere && <p class="field-error" role="alert">{elsewhere}</p>}
      <p class="form-acts">
        <button type="submit" class="button primary small" disabled={busy}>Save</button>
        <button type="button" class="button quiet small" disabled={busy} onClick={end}>Discard</button>
      </p>
    </form>
  );
}
