import { h, useEffect, useState } from "../preact.ts";
import { useObserved } from "../live/observable.ts";
import { Icon } from "../shell/Icon.tsx";
import { route, setQuery } from "../shell/router.ts";
import { type ConnectionRecord, healthOf, pollOf, type Standing, standingOf } from "./connection.ts";
import { ConnectionDialog } from "./ConnectionDialog.tsx";
import { ConnectionTable } from "./ConnectionTable.tsx";
import { Diagnosis } from "./Diagnosis.tsx";
import { MockNotice, useMockMode } from "./MockNotice.tsx";
import { RemoveConnection } from "./RemoveConnection.tsx";
import { useConnections } from "./useConnections.ts";
import { type Added, Waiting } from "./Waiting.tsx";

const standings: readonly (readonly [Standing | null, string])[] = [[null, "all"], ["live", "live"], ["problem", "with problems"], ["paused", "paused"]];

/** Everything Pulse asks for data: the connections, how they are doing, and how to add one. */
export function InfrastructurePage() {
  const { records, polls, error, reload } = useConnections();
  const mock = useMockMode(reload);
  const adding = useObserved(route, (value) => value.query.get("add"));
  const [editing, setEditing] = useState<ConnectionRecord | null>(null);
  const [removing, setRemoving] = useState<ConnectionRecord | null>(null);
  const [diagnosing, setDiagnosing] = useState<ConnectionRecord | null>(null);
  const [added, setAdded] = useState<Added | null>(null);
  const wanted = useObserved(route, (value) => value.query.get("status"));
  const standing = (record: ConnectionRecord) => standingOf(healthOf(record, pollOf(record, polls), Date.now()));
  const shown = records?.filter((record) => wanted === null || standing(record) === wanted) ?? [];
  const waitingFor = records?.find((record) => record.id === added?.id);
  const add = (open: boolean) => setQuery({ add: open ? "pve" : null });
  const saved = (id: string | null) => {
    if (id !== null) setAdded({ id, since: Date.now() });
    reload();
  };
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
      {added && waitingFor && <Waiting added={added} record={waitingFor} poll={pollOf(waitingFor, polls)} onClose={() => setAdded(null)} />}
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
          <div class="chips spaced-below" role="group" aria-label="Status">
            {standings.map(([key, word]) => {
              const count = records.filter((record) => key === null || standing(record) === key).length;
              if (count === 0 && key !== wanted) return null;
              return <button type="button" class={`chip ${key === "problem" ? "danger" : ""}`} key={word} aria-pressed={wanted === key} onClick={() => setQuery({ status: key })}><b class="tabular">{count}</b> {word}</button>;
            })}
          </div>
          <ConnectionTable records={shown} polls={polls} onEdit={setEditing} onRemove={setRemoving} onDiagnose={setDiagnosing} onChanged={reload} />
        </section>
      )}
      {adding !== null && <ConnectionDialog record={null} onClose={() => add(false)} onSaved={saved} />}
      {editing && <ConnectionDialog record={editing} onClose={() => setEditing(null)} onSaved={reload} />}
      {diagnosing && (
        <Diagnosis
          record={records?.find((record) => record.id === diagnosing.id) ?? diagnosing}
          poll={pollOf(diagnosing, polls)}
          onEdit={() => {
            setEditing(diagnosing);
            setDiagnosing(null);
          }}
          onClose={() => setDiagnosing(null)}
        />
      )}
      {removing && <RemoveConnection record={removing} onClose={() => setRemoving(null)} onRemoved={reload} />}
    </div>
  );
}
