import { session } from "../../access/session.ts";
import { useObserved } from "../../live/observable.ts";
import { h, useState } from "../../preact.ts";
import { Fact } from "../Section.tsx";
import { hasDraft, NotesForm } from "./NotesForm.tsx";
import { isBlank, type Notebook, useNotes } from "./notes.ts";

const scope = "monitoring:write";

/** What people wrote about a resource: its web address, a description, tags and notes. Who may write can change them. */
export function NotesSection({ book, id }: { book: Notebook; id: string }) {
  const { known, error, read, save } = useNotes(book, id);
  const scopes = useObserved(session, (value) => "status" in value ? value.status.tokenScopes : undefined);
  const mayWrite = scopes === undefined || scopes.includes(scope) || scopes.includes("*");
  const [editing, setEditing] = useState(() => hasDraft(id));
  return (
    <section class="drawer-section" aria-label="Notes" data-detail="notes">
      <header class="section-head">
        <h3>Notes</h3>
        {known && !editing && (
          <button type="button" class="button quiet small" disabled={!mayWrite} title={mayWrite ? undefined : `You need ${scope}`} onClick={() => setEditing(true)}>{isBlank(known) ? "Add" : "Edit"}</button>
        )}
      </header>
      {error && <p class="notice warning" role="status">{error} <button type="button" class="link" onClick={read}>Try again</button></p>}
      {known && editing && <NotesForm id={id} notes={known} save={save} onDone={() => setEditing(false)} />}
      {known && !editing && (isBlank(known) ? <p class="muted">Nothing was written down.</p> : (
        <div>
          <dl class="facts">
            <Fact name="Description">{known.description}</Fact>
            <Fact name="Web address">{/^https?:/.test(known.customUrl) ? <a href={known.customUrl} target="_blank" rel="noopener noreferrer">{known.customUrl}</a> : known.customUrl}</Fact>
            <Fact name="Your tags">{known.tags.join(", ")}</Fact>
          </dl>
          {known.notes.length > 0 && <ul class="note-list">{known.notes.map((note, index) => <li key={index}>{note}</li>)}</ul>}
        </div>
      ))}
    </section>
  );
}
