import { call } from "../../api/client.ts";
import { errorSentence } from "../../api/error.ts";
import { plural } from "../../format/number.ts";
import { h, useState } from "../../preact.ts";
import { Dialog } from "../../shell/Dialog.tsx";
import { Field } from "../../shell/Field.tsx";
import { Icon } from "../../shell/Icon.tsx";
import { toast } from "../../shell/toasts.ts";

const word = "clear";

/** The history cannot be brought back: the word has to be typed. */
export function ClearHistory({ total, active, onClose, onCleared }: { total: number; active: number; onClose: () => void; onCleared: () => void }) {
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = async (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim().toLowerCase() !== word) return;
    setBusy(true);
    try {
      await call("DELETE", "/api/alerts/history");
      toast("The history of alerts is cleared.");
      onCleared();
      onClose();
    } catch (failure) {
      setError(errorSentence(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title="Clear the whole history?" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void run(event)}>
        <ul class="consequences">
          <li>All recorded alerts are deleted, {total > 0 ? `${plural(total, "of them is", "of them are")} in the range shown` : "of every range"}. They cannot be brought back.</li>
          <li>{active > 0 ? `${plural(active, "active alert")} stay${active === 1 ? "s" : ""} as ${active === 1 ? "it is" : "they are"}.` : "Active alerts are not touched."}</li>
        </ul>
        <Field id="clear-word" label={`Type “${word}” to go on`} value={typed} onInput={setTyped} autofocus />
        {error && <div class="notice critical" role="alert"><Icon name="alert" /><p>{error}</p></div>}
        <div class="actions">
          <button type="submit" class="button danger" disabled={busy || typed.trim().toLowerCase() !== word}>Clear history</button>
          <button type="button" class="button quiet" onClick={onClose}>Keep it</button>
        </div>
      </form>
    </Dialog>
  );
}
