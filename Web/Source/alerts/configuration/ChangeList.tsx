import { h } from "../../preact.ts";
import { overrideName } from "../overrides/overridables.ts";
import type { Change } from "./difference.ts";
import { pathWords, valueWords } from "./words.ts";

const most = 40;

/** Changes as people read them: what, from, to. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <ul class="change-list">
      {changes.slice(0, most).map((change) => (
        <li key={change.path.join(".")}>
          <b>{pathWords(change.path, overrideName)}</b>
          <span class="muted">{valueWords(change.from, change.path.at(-1) ?? "")}</span> → <span>{valueWords(change.to, change.path.at(-1) ?? "")}</span>
        </li>
      ))}
      {changes.length > most && <li class="muted">and {changes.length - most} more</li>}
    </ul>
  );
}
