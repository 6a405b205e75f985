/** How something is doing, in the words of the page. Each has its own shape, colour and word. */
export type State = "failed" | "offline" | "degraded" | "paused" | "stale" | "unknown" | "online" | "running" | "stopped";

/** Worst first; what is well or switched off on purpose has the same rank. */
const ranks: Readonly<Record<State, number>> = { failed: 0, offline: 0, degraded: 1, paused: 2, stale: 3, unknown: 4, online: 5, running: 5, stopped: 5 };

export const stateWords: Readonly<Record<State, string>> = {
  failed: "Failed",
  offline: "Offline",
  degraded: "Degraded",
  paused: "Paused",
  stale: "Stale",
  unknown: "Unknown",
  online: "Online",
  running: "Running",
  stopped: "Stopped",
};

export function stateRank(state: State): number {
  return ranks[state];
}

/** Whether its figures are those of now. */
export function isLive(state: State): boolean {
  return state === "failed" || state === "online" || state === "running" || state === "degraded" || state === "paused";
}

/** The worst of many; `unknown` when there are none. */
export function worst(states: Iterable<State>): State {
  let result: State | null = null;
  for (const state of states) if (result === null || ranks[state] < ranks[result]) result = state;
  return result ?? "unknown";
}
