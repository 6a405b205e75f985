import { h } from "../../preact.ts";
import { Icon } from "../../shell/Icon.tsx";
import type { Selection } from "../../table/selection.ts";
import { acknowledge } from "../acts.ts";
import type { AlertRow } from "./activeRows.ts";

/** What can be done with the picked alerts. */
export function PickedBar({ selection, rows, onMute, onClear }: { selection: Selection; rows: readonly AlertRow[]; onMute: (rows: readonly AlertRow[]) => void; onClear: (rows: readonly AlertRow[]) => void }) {
  if (selection.ids.size === 0) return null;
  const open = rows.filter((row) => selection.ids.has(row.id) && !row.resolved);
  const fresh = open.filter((row) => !row.alert.acknowledged);
  return (
    <div class="selection" role="group" aria-label="Picked alerts">
      <b class="tabular" role="status">{selection.ids.size} picked</b>
      <button type="button" class="button quiet small" disabled={fresh.length === 0} onClick={() => void acknowledge(fresh.map((row) => row.alert)).then(selection.clear)}><Icon name="check" />Acknowledge</button>
      <button type="button" class="button quiet small" disabled={open.length === 0} onClick={() => onMute(open)}><Icon name="moon" />Mute</button>
      <button type="button" class="button quiet small danger" disabled={open.length === 0} onClick={() => onClear(open)}>Clear</button>
      <button type="button" class="icon-button" aria-label="Pick none" title="Pick none (Esc)" onClick={selection.clear}><Icon name="close" /></button>
    </div>
  );
}
