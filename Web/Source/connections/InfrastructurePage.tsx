import { plural } from "../format/number.ts";
import { h, useEffect, useState } from "../preact.ts";
import { useObserved } from "../live/observable.ts";
import { Dialog } from "../shell/Dialog.tsx";
import { Icon } from "../shell/Icon.tsx";
import { route, setQuery } from "../shell/router.ts";
import { type ConnectionRecord, healthOf, pollOf } from "./connection.ts";
import { ConnectionForm } from "./ConnectionForm.tsx";
import { ConnectionTable } from "./ConnectionTable.tsx";
import { MockNotice, useMockMode } from "./MockNotice.tsx";
import { RemoveConnection } from "./RemoveConnection.tsx";
import { useConnections } from "./useConnections.ts";

/** Everything Pulse asks for data: the connections, how they are doing, and how to add one. */
export function InfrastructurePage() {
  const { records, polls, error, reload } = useConnections();
  const mock = useMockMode(reload);
  const adding = useObserved(route, (value) => value.query.get("add"));
  const [editing, setEditing] = useState<ConnectionRecord | null>(null);
  const [removing, setRemoving] = useState<ConnectionRecord | null>(null);
  const failing = records?.filter((record) => healthOf(record, pollOf(record, polls), Date.now()).state === "offline").length ?? 0;
  const add = (open: boolean) => setQuery({ add: open ? "pve" : null });
  useEffect(() => reload(), []);

  return (
    <div class="page narrow">
      <header class="page-head">
        <div>
          <h1>Infrastructure</h1>
          <p class="lead">What Pulse asks for data. Machines with an agent report by themselves and are not listed here.</p>
        </div>
        <button type="button" class="button primary" disabled={mock.on === true} onClick={() => add(true)}><Icon name="plus" />Add Proxmox VE</button>
      </header>
      <MockNotice mode={mock} />
      {error && (
        <div class="notice critical" role="alert">
          <Icon name="alert" />
          <p>{error}</p>
          <button type="button" class="button small" onClick={reload}>Try again</button>
        </div>
      )}
      {records === null && !error && <div class="skeleton" role="status" aria-label="Loading" />}
      {records?.length === 0 && (
        <div class="empty small">
          <Icon name="plug" />
          <h2>No connections yet</h2>
          <p>Connect one node of Proxmox VE. Pulse finds the other nodes of its cluster, their guests and storage.</p>
          <button type="button" class="button primary" onClick={() => add(true)}><Icon name="plus" />Add Proxmox VE</button>
          {mock.on === false && <button type="button" class="button quiet" disabled={mock.busy} onClick={() => mock.turn(true)}>{mock.busy ? "Starting…" : "Look around with simulated clusters"}</button>}
        </div>
      )}
      {records !== null && records.length > 0 && (
        <section aria-label="Connections">
          <p class="count spaced-below" role="status">{plural(records.length, "connection")}{failing > 0 && <span class="crit">, {failing} without data</span>}</p>
          <ConnectionTable records={records} polls={polls} onEdit={setEditing} onRemove={setRemoving} onChanged={reload} />
        </section>
      )}
      {adding !== null && <Dialog title="Add Proxmox VE" wide onClose={() => add(false)}><ConnectionForm record={null} onClose={() => add(false)} onSaved={reload} /></Dialog>}
      {editing && <Dialog title={`Edit ${editing.name}`} wide onClose={() => setEditing(null)}><ConnectionForm record={editing} onClose={() => setEditing(null)} onSaved={reload} /></Dialog>}
      {removing && <RemoveConnection record={removing} onClose={() => setRemoving(null)} onRemoved={reload} />}
    </div>
  );
}
