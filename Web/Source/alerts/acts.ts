import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { plural } from "../format/number.ts";
import { Observable } from "../live/observable.ts";
import { toast } from "../shell/toasts.ts";
import type { Alert } from "./alert.ts";

/** What was done here and the state does not tell yet: shown at once, taken back when the server refuses. */
export interface Pending {
  readonly acknowledged?: boolean;
  readonly cleared?: boolean;
  readonly at: number;
}

export const pending = new Observable<ReadonlyMap<string, Pending>>(new Map());

/** Longer than a state needs to come; then the server's word counts again. */
const longest = 20_000;

function mark(ids: readonly string[], change: Omit<Pending, "at"> | null): void {
  const next = new Map([...pending.value].filter(([, known]) => Date.now() - known.at < longest));
  for (const id of ids) {
    if (change) next.set(id, { ...change, at: Date.now() });
    else next.delete(id);
  }
  pending.set(next);
}

/** The alerts as they will be once the state has followed. */
export function withPending(alerts: readonly Alert[], acts: ReadonlyMap<string, Pending>, now: number): readonly Alert[] {
  if (acts.size === 0) return alerts;
  return alerts.flatMap((alert): Alert[] => {
    const act = acts.get(alert.id);
    if (!act || now - act.at > longest) return [alert];
    if (act.cleared) return [];
    return [act.acknowledged === undefined || act.acknowledged === alert.acknowledged ? alert : { ...alert, acknowledged: act.acknowledged }];
  });
}

export async function acknowledge(alerts: readonly Alert[]): Promise<void> {
  await change(alerts, true);
}

export async function unacknowledge(alerts: readonly Alert[]): Promise<void> {
  await change(alerts, false);
}

async function change(alerts: readonly Alert[], acknowledged: boolean): Promise<void> {
  const ids = alerts.map((alert) => alert.id);
  mark(ids, { acknowledged });
  const failed = acknowledged && alerts.length > 1 ? await bulk("/api/alerts/bulk/acknowledge", ids) : await oneByOne(acknowledged ? "/api/alerts/acknowledge" : "/api/alerts/unacknowledge", ids);
  mark([...failed.keys()], null);
  report(alerts, failed, acknowledged ? "acknowledged" : "not acknowledged any more", acknowledged ? () => void unacknowledge(alerts.filter((alert) => !failed.has(alert.id))) : undefined);
}

export async function clear(alerts: readonly Alert[]): Promise<boolean> {
  const ids = alerts.map((alert) => alert.id);
  mark(ids, { cleared: true });
  const failed = alerts.length > 1 ? await bulk("/api/alerts/bulk/clear", ids) : await oneByOne("/api/alerts/clear", ids);
  mark([...failed.keys()], null);
  report(alerts, failed, "cleared");
  return failed.size === 0;
}

function report(alerts: readonly Alert[], failed: ReadonlyMap<string, string>, what: string, undo?: () => void): void {
  const done = alerts.length - failed.size;
  const only = alerts.length === 1 ? alerts[0] : undefined;
  if (done > 0) toast(only ? `“${only.message || only.resourceName}” is ${what}.` : `${plural(done, "alert")} ${what}.`, "success", undo);
  if (failed.size === 0) return;
  const names = alerts.filter((alert) => failed.has(alert.id)).slice(0, 3).map((alert) => `${alert.resourceName}: ${failed.get(alert.id)}`);
  toast(`${failed.size > 1 ? `${failed.size} could not be changed. ` : ""}${names.join("; ")}${failed.size > 3 ? " …" : ""}`, "error");
}

async function oneByOne(path: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const failed = new Map<string, string>();
  for (const id of ids) {
    try {
      await call("POST", path, { body: { alertIdentifier: id } });
    } catch (failure) {
      failed.set(id, errorSentence(failure));
    }
  }
  return failed;
}

async function bulk(path: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  try {
    const answer = await call<{ results?: readonly { alertIdentifier: string; success: boolean; error?: string }[] }>("POST", path, { body: { alertIdentifiers: ids } });
    return new Map((answer.results ?? []).filter((each) => !each.success).map((each) => [each.alertIdentifier, each.error ?? "refused"]));
  } catch (failure) {
    return new Map(ids.map((id) => [id, errorSentence(failure)]));
  }
}
