import { call, getJson } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { useEffect, useState } from "../../preact.ts";

/** Where the notes of a kind of resource are kept. */
export type Notebook = "guests" | "agents";

/** What people write about a resource. */
export interface Notes {
  readonly customUrl: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly notes: readonly string[];
}

/** As it stands in a form: tags with commas, a note on each line. */
export interface Draft {
  readonly customUrl: string;
  readonly description: string;
  readonly tags: string;
  readonly notes: string;
}

export function draftOf(notes: Notes): Draft {
  return { customUrl: notes.customUrl, description: notes.description, tags: notes.tags.join(", "), notes: notes.notes.join("\n") };
}

/** The members that a draft changes; empty when it changes none. */
export function changesOf(notes: Notes, draft: Draft): Partial<Notes> {
  const old = draftOf(notes);
  return {
    ...draft.customUrl.trim() !== old.customUrl && { customUrl: draft.customUrl.trim() },
    ...draft.description.trim() !== old.description && { description: draft.description.trim() },
    ...draft.tags !== old.tags && { tags: parts(draft.tags, /[,\s]+/) },
    ...draft.notes !== old.notes && { notes: parts(draft.notes, /\n/) },
  };
}

function parts(text: string, between: RegExp): readonly string[] {
  return [...new Set(text.split(between).map((part) => part.trim()).filter(Boolean))];
}

export function isBlank(notes: Notes): boolean {
  return notes.customUrl === "" && notes.description === "" && notes.tags.length === 0 && notes.notes.length === 0;
}

/** The notes of one resource, and how to change them: what is saved shows at once and is taken back when it fails. */
export function useNotes(book: Notebook, id: string) {
  const path = `/api/${book}/metadata/${encodeURIComponent(id)}`;
  const [known, setKnown] = useState<Notes | null>(null);
  const [error, setError] = useState<string | null>(null);
  const read = (signal?: AbortSignal) => {
    setError(null);
    getJson<Notes>(path, signal).then(setKnown).catch((failure) => signal?.aborted || setError(errorSentence(failure)));
  };
  useEffect(() => {
    const abort = new AbortController();
    read(abort.signal);
    return () => abort.abort();
  }, [path]);
  const save = async (changes: Partial<Notes>) => {
    if (!known) return;
    setKnown({ ...known, ...changes });
    try {
      setKnown(await call<Notes>("PUT", path, { body: changes }));
    } catch (failure) {
      setKnown(known);
      throw failure;
    }
  };
  return { known, error, read: () => read(), save };
}
