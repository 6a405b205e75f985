import { plural } from "../../format/number.ts";
import { h, useState } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { clear } from "../acts.ts";
import type { AlertRow } from "./activeRows.ts";

/** Asks before alerts are taken away. */
export function ClearDialog({ rows, onClose }: { rows: readonly AlertRow[]; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    await clear(rows.map((row) => row.alert));
    onClose();
  };
  const [first] = rows;
  return (
    <Dialog title={rows.length === 1 && first ? `Clear “${first.word}” of ${first.name}?` : `Clear ${plural(rows.length, "alert")}?`} onClose={onClose}>
      <div class="stack">
        <p>It is treated as if it were over: it leaves the list, and whoever was told is told so. It comes back when the condition persists. To stop notices only, acknowledge it.</p>
        <div class="actions">
          <button type="button" class="button danger" disabled={busy} onClick={() => void run()}>{busy ? "Clearing…" : "Clear alert"}</button>
          <button type="button" class="button quiet" data-autofocus="" onClick={onClose}>Keep it</button>
        </div>
      </div>
    </Dialog>
  );
}
