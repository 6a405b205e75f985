import { h } from "../preact.ts";
import { type State, stateWords } from "../resources/state.ts";

const circle = "M6 10a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z";
const shapes: Readonly<Record<State, readonly [path: string, line: boolean]>> = {
  online: [circle, false],
  running: [circle, false],
  degraded: ["M6 1.6 11 10.4H1Z", false],
  paused: ["M3 2h2v8H3zM7 2h2v8H7z", false],
  failed: ["M2 2h8v8H2z", false],
  offline: ["M2 2h8v8H2z", false],
  stopped: ["M2.8 2.8h6.4v6.4H2.8z", true],
  stale: [`${circle}M6 4v2.2l1.4 1`, true],
  unknown: [circle, true],
};

/** Each state has its own shape and word, never only a colour. */
export function StatusMark({ state, word = false, text }: { state: State; word?: boolean; text?: string | undefined }) {
  const [path, line] = shapes[state];
  return (
    <span class={`status ${state}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true"><path class={line ? "ring" : undefined} d={path} /></svg>
      <span class={word ? "" : "visually-hidden"}>{text ?? stateWords[state]}</span>
    </span>
  );
}
