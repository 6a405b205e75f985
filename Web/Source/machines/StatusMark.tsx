import { h } from "../preact.ts";
import type { MachineState } from "../resources/machine.ts";

export const stateWords: Readonly<Record<MachineState, string>> = {
  online: "Online",
  degraded: "Degraded",
  offline: "Offline",
  stale: "Stale",
  unknown: "Unknown",
};

/** Each state has its own shape and word, never only a colour. */
export function StatusMark({ state, word = false }: { state: MachineState; word?: boolean }) {
  return (
    <span class={`status ${state}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {state === "online" && <circle cx="6" cy="6" r="4" />}
        {state === "degraded" && <path d="M6 1.6 11 10.4H1Z" />}
        {state === "offline" && <rect x="2" y="2" width="8" height="8" rx="1" />}
        {state === "stale" && <path class="ring" d="M6 10a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM6 4v2.2l1.4 1" />}
        {state === "unknown" && <circle class="ring" cx="6" cy="6" r="3.6" />}
      </svg>
      <span class={word ? "" : "visually-hidden"}>{stateWords[state]}</span>
    </span>
  );
}
