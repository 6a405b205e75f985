import { call, exchange } from "../../api/client.ts";
import { ApiError, errorSentence } from "../../api/error.ts";
import { isObject, type Json, type JsonObject } from "../../live/mergePatch.ts";
import { Observable } from "../../live/observable.ts";
import { moment } from "../alert.ts";
import { type Change, changesBetween, type Conflict, merged, withValue } from "./difference.ts";

/** The rules of alerts as the server has them, and as they are being changed here. Both pages that change them share one draft. */
export interface ConfigState {
  readonly stored: JsonObject | null;
  readonly etag: string | null;
  readonly draft: JsonObject | null;
  readonly error: string | null;
  readonly saving: boolean;
  /** Somebody else changed the same values meanwhile. */
  readonly conflicts: readonly Conflict[];
  /** What the server changed in what was saved. */
  readonly adjusted: readonly Change[];
  /** Who changed a stored override last, by its key; absent where nobody knows. */
  readonly overrideChanges: Readonly<Record<string, OverrideChange>>;
}

export interface OverrideChange {
  readonly by: string;
  readonly at: number;
}

const nothing: ConfigState = { stored: null, etag: null, draft: null, error: null, saving: false, conflicts: [], adjusted: [], overrideChanges: {} };

export const alertConfig = new Observable<ConfigState>(nothing);

const path = "/api/alerts/config";

/** The rules as they are stored; who made them what they are is no rule. */
async function readStored(): Promise<Pick<ConfigState, "etag" | "overrideChanges"> & { readonly stored: JsonObject }> {
  const { body, headers } = await exchange<JsonObject>("GET", path);
  if (!isObject(body)) throw new ApiError(200, "bad_answer", "The server sent an answer this page does not understand.");
  const { overrideChanges, ...stored } = body;
  const changes = Object.entries(isObject(overrideChanges) ? overrideChanges : {}).flatMap(([key, change]) => {
    const at = isObject(change) ? moment(change.at) : null;
    return isObject(change) && at !== null ? [[key, { by: String(change.by ?? ""), at }] as const] : [];
  });
  return { stored, etag: headers.get("ETag"), overrideChanges: Object.fromEntries(changes) };
}

/** Reads the rules; what is being changed stays on top of what came. */
export async function loadConfig(): Promise<void> {
  try {
    const read = await readStored();
    alertConfig.update((old) => {
      const draft = old.draft && old.stored ? merged(old.stored, old.draft, read.stored).config : read.stored;
      return { ...old, ...read, draft, error: null };
    });
  } catch (failure) {
    alertConfig.update((old) => ({ ...old, error: errorSentence(failure) }));
  }
}

export function change(at: readonly string[], value: Json | undefined): void {
  alertConfig.update((old) => old.draft ? { ...old, draft: withValue(old.draft, at, value), adjusted: [] } : old);
}

export function replaceDraft(draft: JsonObject): void {
  alertConfig.update((old) => ({ ...old, draft, adjusted: [] }));
}

export function discard(): void {
  alertConfig.update((old) => ({ ...old, draft: old.stored, conflicts: [], adjusted: [] }));
}

export function pendingChanges(state: ConfigState): readonly Change[] {
  return state.stored && state.draft && state.stored !== state.draft ? changesBetween(state.stored, state.draft) : [];
}

export interface Saved {
  readonly warnings: readonly string[];
  /** What others had changed and was kept. */
  readonly kept: number;
}

/** Saves the draft. When somebody else saved first, both are put together; only a change of the same value has to be decided by the person. */
export async function saveConfig(attempt = 0): Promise<Saved | null> {
  const { stored, draft, etag } = alertConfig.value;
  if (!stored || !draft) return null;
  alertConfig.update((old) => ({ ...old, saving: true, conflicts: [] }));
  try {
    const answer = await call<{ warnings?: readonly string[] }>("PUT", path, { body: draft, ...(etag ? { headers: { "If-Match": etag } } : {}) });
    const read = await readStored();
    alertConfig.set({ ...nothing, ...read, draft: read.stored, adjusted: changesBetween(draft, read.stored) });
    return { warnings: answer?.warnings ?? [], kept: 0 };
  } catch (failure) {
    if (!(failure instanceof ApiError) || failure.status !== 412 || attempt >= 3) throw failure;
    const read = await readStored();
    const both = merged(stored, draft, read.stored);
    alertConfig.update((old) => ({ ...old, ...read, draft: both.config, conflicts: both.conflicts }));
    if (both.conflicts.length > 0) return null;
    const saved = await saveConfig(attempt + 1);
    return saved && { ...saved, kept: both.theirs.length };
  } finally {
    alertConfig.update((old) => ({ ...old, saving: false }));
  }
}

/** Changes the rules at once, on top of whatever is stored now; a draft that is being edited is kept. */
export async function changeNow(edit: (config: JsonObject) => JsonObject, attempt = 0): Promise<void> {
  const { stored, etag } = await readStored();
  try {
    await call("PUT", path, { body: edit(stored), ...(etag ? { headers: { "If-Match": etag } } : {}) });
  } catch (failure) {
    if (!(failure instanceof ApiError) || failure.status !== 412 || attempt >= 3) throw failure;
    return await changeNow(edit, attempt + 1);
  }
  await loadConfig();
}

/** Another person's value wins where it was chosen. */
export function settle(theirs: readonly Conflict[]): void {
  alertConfig.update((old) => ({ ...old, conflicts: [], draft: old.draft && theirs.reduce((draft, conflict) => withValue(draft, conflict.path, conflict.theirs), old.draft) }));
}
