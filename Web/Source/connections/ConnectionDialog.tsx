import { h, useState } from "../preact.ts";
import { Dialog } from "../shell/Dialog.tsx";
import type { ConnectionRecord } from "./connection.ts";
import { ConnectionForm } from "./ConnectionForm.tsx";

/** The form in a dialog that does not lose what was typed. */
export function ConnectionDialog({ record, onClose, onSaved }: { record: ConnectionRecord | null; onClose: () => void; onSaved: (added: string | null) => void }) {
  const [dirty, setDirty] = useState(false);
  return (
    <Dialog title={record ? `Edit ${record.name}` : "Add Proxmox VE"} wide dirty={dirty} onClose={onClose}>
      <ConnectionForm record={record} onDirty={() => setDirty(true)} onClose={onClose} onSaved={onSaved} />
    </Dialog>
  );
}
