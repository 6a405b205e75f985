import { isObject } from "../live/mergePatch.ts";
import type { IconName } from "../shell/Icon.tsx";
import type { ResourceEvent } from "./events.ts";

/** A row of a resource's timeline. */
export interface ChangeRow {
  readonly id: string;
  readonly occurredAt: string;
  readonly kind: string;
  readonly reason: string;
  readonly metadata?: { readonly changeType?: string; readonly alertIdentifier?: string };
}

/** A time in which a resource was in one state; `gap` says why it is not known. */
export interface StateSpan {
  readonly from: number;
  readonly to: number;
  readonly status: string;
  readonly gap: string;
}

const kinds: Readonly<Record<string, readonly [icon: IconName, word: string]>> = {
  state_transition: ["pulse", "State"],
  restart: ["refresh", "Restart"],
  relationship_change: ["chevronRight", "Moved"],
  config_update: ["edit", "Configuration"],
  activity: ["plug", "Activity"],
};

const types: Readonly<Record<string, readonly [icon: IconName, word: string]>> = {
  migration: ["chevronRight", "Migration"],
  resource_created: ["plus", "New"],
  resource_removed: ["close", "Gone"],
};

/** What kind of change a row tells: its icon and its word. */
export function kindOfChange(row: ChangeRow): readonly [icon: IconName, word: string] {
  return types[row.metadata?.changeType ?? ""] ?? kinds[row.kind] ?? ["clock", row.kind.replaceAll("_", " ")];
}

/** What changed, as events. Those of alerts are left out: the incidents tell more of them. */
export function eventsOfChanges(rows: readonly ChangeRow[]): readonly ResourceEvent[] {
  return rows.flatMap((row): ResourceEvent[] => {
    const at = Date.parse(row.occurredAt);
    if (row.metadata?.alertIdentifier || !Number.isFinite(at)) return [];
    const [icon, word] = kindOfChange(row);
    return [{ id: row.id, at, until: null, tone: "info", icon, word, text: row.reason, by: "", href: null, metric: null }];
  });
}

export function readStates(given: unknown): readonly StateSpan[] {
  return (Array.isArray(given) ? given : []).filter(isObject).flatMap((each): StateSpan[] => {
    const from = Date.parse(String(each.from)), to = Date.parse(String(each.to));
    return to > from ? [{ from, to, status: String(each.status), gap: String(each.gap ?? "") }] : [];
  });
}

const gaps: Readonly<Record<string, string>> = {
  not_seen_yet: "Not seen yet",
  gone: "Was not there",
  not_watched: "Pulse was not running",
  parent_unreachable: "What it runs on was not reachable",
};

/** A state in words, or why it is not known. */
export function stateText({ status, gap }: Pick<StateSpan, "status" | "gap">): string {
  return gaps[gap] ?? { online: "Online", offline: "Offline", warning: "Degraded" }[status] ?? "Not known";
}

/** Times without measurements, which charts show as such. Before a resource was seen there is nothing to miss. */
export function eventsOfGaps(states: readonly StateSpan[]): readonly ResourceEvent[] {
  return states.filter(({ gap }) => gap === "not_watched" || gap === "parent_unreachable").map((state) => ({
    id: `gap ${state.from}`,
    at: state.from,
    until: state.to,
    tone: "info",
    icon: "pause",
    word: "Gap",
    text: stateText(state),
    by: "",
    href: null,
    metric: null,
  }));
}
