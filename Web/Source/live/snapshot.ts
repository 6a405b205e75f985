import type { Resource } from "../resources/resource.ts";
import { isObject, type Json, type JsonObject, mergePatch } from "./mergePatch.ts";

/** What the connection has to do after a message was taken in. */
export type FollowUp = "requestData" | "hydrate";

/** Everything the server tells, resources by id. A value that is not known yet is absent. */
export interface Snapshot {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly order: readonly string[];
  /** Top-level keys beside the resources: `stats`, `activeAlerts`, `connectionHealth` … */
  readonly facts: JsonObject;
  /** Deltas may be applied: a full state has come over this connection. */
  readonly baseline: boolean;
  /** The state was too large for the socket and was read by HTTP: shown, but not updated live. */
  readonly reduced: boolean;
  /** When the newest data came in, milliseconds; `null` before the first. */
  readonly receivedAt: number | null;
}

export const emptySnapshot: Snapshot = {
  resources: new Map(),
  order: [],
  facts: {},
  baseline: false,
  reduced: false,
  receivedAt: null,
};

/** Takes one message of the server in. Unknown types leave the snapshot as it is. */
export function receive(snapshot: Snapshot, message: unknown, now: number): { snapshot: Snapshot; followUp: FollowUp | null } {
  if (!isObject(message)) return { snapshot, followUp: null };
  const data = message.data;
  switch (message.type) {
    case "initialState":
      return isObject(data) ? { snapshot: fullState(data, now), followUp: null } : { snapshot, followUp: null };
    case "rawData":
      if (!isObject(data)) return { snapshot, followUp: null };
      if (Array.isArray(data.resources)) return { snapshot: fullState(data, now), followUp: null };
      if (!snapshot.baseline) return { snapshot, followUp: "requestData" };
      return { snapshot: applyDelta(snapshot, data, now), followUp: null };
    case "stateTooLarge":
      return { snapshot: { ...snapshot, baseline: false }, followUp: "hydrate" };
    default:
      return { snapshot, followUp: null };
  }
}

/** A full state read by HTTP after `stateTooLarge`: display only. */
export function hydrated(state: JsonObject, now: number): Snapshot {
  return { ...fullState(state, now), baseline: false, reduced: true };
}

/** A new connection has no baseline until its first full state; what is shown stays. */
export function connectionLost(snapshot: Snapshot): Snapshot {
  return snapshot.baseline ? { ...snapshot, baseline: false } : snapshot;
}

function fullState(state: JsonObject, now: number): Snapshot {
  const { resources: list, ...facts } = state;
  const resources = new Map<string, Resource>();
  const order: string[] = [];
  for (const item of Array.isArray(list) ? list : []) {
    if (!isObject(item) || typeof item.id !== "string" || resources.has(item.id)) continue;
    resources.set(item.id, item as unknown as Resource);
    order.push(item.id);
  }
  return { resources, order, facts, baseline: true, reduced: false, receivedAt: now };
}

/** Order of application: removed, upserts, order. Ids missing from the order go last. */
function applyDelta(snapshot: Snapshot, data: JsonObject, now: number): Snapshot {
  const { resourceDelta, resources: _, ...changes } = data;
  const facts = mergeTopLevel(snapshot.facts, changes);
  if (!isObject(resourceDelta)) return { ...snapshot, facts, receivedAt: now };

  const resources = new Map(snapshot.resources);
  for (const id of strings(resourceDelta.removed)) resources.delete(id);
  const appended: string[] = [];
  for (const patch of Array.isArray(resourceDelta.upserts) ? resourceDelta.upserts : []) {
    if (!isObject(patch) || typeof patch.id !== "string") continue;
    if (!resources.has(patch.id)) appended.push(patch.id);
    resources.set(patch.id, mergePatch(resources.get(patch.id) as unknown as Json, patch) as unknown as Resource);
  }
  return { ...snapshot, facts, resources, order: reorder(snapshot.order, resourceDelta.order, appended, resources), receivedAt: now };
}

/** A changed top-level key comes whole; `null` says that it is gone. */
function mergeTopLevel(facts: JsonObject, changes: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...facts };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete result[key];
    else result[key] = value;
  }
  return result;
}

function reorder(
  current: readonly string[],
  wanted: Json | undefined,
  appended: readonly string[],
  resources: ReadonlyMap<string, Resource>,
): readonly string[] {
  if (wanted === undefined) {
    const kept = current.length + appended.length === resources.size ? current : current.filter((id) => resources.has(id));
    return appended.length === 0 ? kept : [...kept, ...appended.filter((id) => !kept.includes(id))];
  }
  const listed = new Set(strings(wanted).filter((id) => resources.has(id)));
  for (const id of [...current, ...appended]) if (resources.has(id)) listed.add(id);
  return [...listed];
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
