import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { estate } from "../estate/estate.ts";
import { plural } from "../format/number.ts";
import { h, useState } from "../preact.ts";
import { Dialog } from "../shell/Dialog.tsx";
import { Field } from "../shell/Field.tsx";
import { Icon } from "../shell/Icon.tsx";
import { toast } from "../shell/toasts.ts";
import type { ConnectionRecord } from "./connection.ts";

/** Asks before a connection goes, and says what goes with it. */
export function RemoveConnection({ record, onClose, onRemoved }: { record: ConnectionRecord; onClose: () => void; onRemoved: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const { nodes, guests } = estate.value;
  const mine = nodes.filter((node) => node.instance === record.name).length, theirs = guests.filter((guest) => guest.instance === record.name).length;
  const remove = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await call("DELETE", `/api/config/nodes/${encodeURIComponent(record.id)}`);
      toast(`Connection “${record.name}” is removed.`);
      onRemoved();
      onClose();
    } catch (failure) {
      setError(errorSentence(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Remove “${record.name}”?`} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void remove(event)}>
        <ul class="consequences">
          {mine + theirs > 0 && <li>{[mine > 0 ? plural(mine, "node") : "", theirs > 0 ? plural(theirs, "guest") : ""].filter(Boolean).join(" and ")} leave all pages.</li>}
          <li>The stored {record.hasToken ? "token" : "password"} is deleted. {record.hasToken ? "The token itself stays valid in Proxmox until it is removed there." : ""}</li>
          <li>History and thresholds are kept and return when it is added again.</li>
        </ul>
        <Field id="remove-name" label={`Type “${record.name}” to go on`} value={typed} onInput={setTyped} autofocus />
        {error && <div class="notice critical" role="alert"><Icon name="alert" /><p>{error}</p></div>}
        <div class="actions">
          <button type="submit" class="button danger" disabled={busy || typed.trim() !== record.name}>Remove connection</button>
          <button type="button" class="button quiet" onClick={onClose}>Keep it</button>
        </div>
      </form>
    </Dialog>
  );
}
