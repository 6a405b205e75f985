import { call } from "../api/client.ts";
import { errorSentence } from "../api/error.ts";
import { estate } from "../estate/estate.ts";
import { Fragment } from "../fragment.ts";
import { plural } from "../format/number.ts";
import { exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { StatusMark } from "../marks/StatusMark.tsx";
import { h, useState } from "../preact.ts";
import { Icon } from "../shell/Icon.tsx";
import { Menu } from "../shell/Menu.tsx";
import { toast } from "../shell/toasts.ts";
import { type ClusterMember, type ConnectionRecord, coverage, healthOf, memberState, type PollHealth, pollOf, typeNames } from "./connection.ts";
import { failedTest } from "./connectionTest.ts";

interface Acts {
  readonly onEdit: (record: ConnectionRecord) => void;
  readonly onRemove: (record: ConnectionRecord) => void;
  readonly onDiagnose: (record: ConnectionRecord) => void;
  readonly onChanged: () => void;
}

export function ConnectionTable({ records, polls, ...acts }: { records: readonly ConnectionRecord[]; polls: readonly PollHealth[] } & Acts) {
  return (
    <div class="panel">
      <table class="table connections">
        <caption class="visually-hidden">{plural(records.length, "connection")}</caption>
        <thead>
          <tr><th scope="col">System</th><th scope="col">Status</th><th scope="col">Source</th><th scope="col">Covers</th><th scope="col">Last data</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr>
        </thead>
        <tbody>{records.map((record) => <ConnectionRow key={record.id} record={record} poll={pollOf(record, polls)} {...acts} />)}</tbody>
      </table>
    </div>
  );
}

function ConnectionRow({ record, poll, onEdit, onRemove, onDiagnose, onChanged }: { record: ConnectionRecord; poll: PollHealth | undefined } & Acts) {
  const [busy, setBusy] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const time = useObserved(now, (value) => Math.floor(value / 5000) * 5000);
  const versions = useObserved(estate, (value) => [...new Set(value.nodes.filter((node) => node.instance === record.name).map((node) => node.version))].filter(Boolean).join(", "));
  const health = healthOf(record, poll, time);
  const members = record.clusterEndpoints ?? [];
  const last = Date.parse(poll?.pollStatus?.lastSuccess ?? record.lastSuccess ?? "");
  const { covered, left } = coverage(record);
  const address = `/api/config/nodes/${encodeURIComponent(record.id)}`;
  const host = /^https?:/.test(record.host) ? record.host : `https://${record.host}`;

  const act = async (name: string, run: () => Promise<string>) => {
    setBusy(name);
    try {
      toast(await run());
      onChanged();
    } catch (failure) {
      const result = name === "Testing" ? failedTest(failure) : null;
      toast(result?.kind === "certificate" ? "The certificate is not the trusted one. Edit the connection to look at it." : result?.kind === "failed" ? `${record.name}: ${result.message} ${result.advice}` : errorSentence(failure), "error");
    } finally {
      setBusy(null);
    }
  };
  const test = () =>
    act("Testing", async () => {
      const answer = await call<{ message?: string; latency?: number }>("POST", `${address}/test`, { seconds: 60 });
      return `${record.name}: ${answer.message ?? "It works."}${answer.latency === undefined ? "" : ` (${answer.latency} ms)`}`;
    });
  const refresh = () =>
    act("Looking", async () => {
      const answer = await call<{ clusterName?: string; nodesAdded?: number; newNodeCount?: number }>("POST", `${address}/refresh-cluster`, { seconds: 60 });
      return `Cluster ${answer.clusterName ?? record.name}: ${plural(answer.newNodeCount ?? 0, "node")}${answer.nodesAdded ? `, ${answer.nodesAdded} new` : ", nothing new"}.`;
    });
  const pause = () =>
    act("Saving", async () => {
      await call("PUT", address, { body: { enabled: record.enabled === false } });
      return record.enabled === false ? `${record.name} is watched again.` : `${record.name} is paused.`;
    });

  return (
    <Fragment>
      <tr data-connection={record.name} class={record.enabled === false ? "dimmed" : ""}>
        <th scope="row">
          <span class="names">
            <b>{record.name}</b>
            <small>
              {[typeNames[record.type] ?? record.type, versions || record.version, record.clusterName ? `cluster ${record.clusterName}` : ""].filter(Boolean).join(" · ")}
            </small>
            <small><a href={host} target="_blank" rel="noopener noreferrer">{record.host.replace(/^https?:\/\//, "")}</a></small>
          </span>
        </th>
        <td data-label="Status">
          <span class="names">
            <StatusMark state={health.state} word text={busy ? `${busy}…` : health.word} />
            {health.detail && <small>{health.detail}</small>}
            {(poll?.warnings ?? []).map((warning) => <small class="warn" key={warning}>{warning}</small>)}
            {members.length > 0 && (
              <button type="button" class="link small" aria-expanded={open} onClick={() => setOpen(!open)}>{plural(members.length, "member")}</button>
            )}
          </span>
        </td>
        <td data-label="Source">API</td>
        <td data-label="Covers" class="covers">
          {record.type === "pve" ? covered.join(", ") || "nodes only" : "—"}
          {left.length > 0 && <small>not: {left.join(", ")}</small>}
        </td>
        <td data-label="Last data">{Number.isFinite(last) ? <span title={exactTime(last)}>{relative(last, time)}</span> : <span class="muted">—</span>}</td>
        <td class="row-actions">
          <button type="button" class="button quiet small" onClick={() => onEdit(record)} aria-label={`Edit ${record.name}`}><Icon name="edit" />Edit</button>
          <Menu label={`More for ${record.name}`} icon="more">
            {(close) => (
              <ul class="acts" onClick={close}>
                <li><button type="button" onClick={() => void test()}><Icon name="check" />Test</button></li>
                <li><button type="button" onClick={() => onDiagnose(record)}><Icon name="list" />Diagnose…</button></li>
                {record.type === "pve" && <li><button type="button" onClick={() => void refresh()}><Icon name="refresh" />Look for cluster members</button></li>}
                <li><button type="button" onClick={() => void pause()}><Icon name={record.enabled === false ? "play" : "pause"} />{record.enabled === false ? "Resume" : "Pause"}</button></li>
                <li><button type="button" class="danger" onClick={() => onRemove(record)}><Icon name="trash" />Remove…</button></li>
              </ul>
            )}
          </Menu>
        </td>
      </tr>
      {open && members.map((member) => <MemberRow key={member.nodeIdentity ?? member.nodeName ?? member.host} member={member} />)}
    </Fragment>
  );
}

function MemberRow({ member }: { member: ClusterMember }) {
  const { state, word } = memberState(member);
  return (
    <tr class="member">
      <th scope="row"><span class="names"><b>{member.displayName || member.nodeName}</b><small>{member.ipOverride || member.host || member.ip}</small></span></th>
      <td colSpan={5}>
        <StatusMark state={state} word text={word} />
        {member.pulseError && <small class="muted"> {member.pulseError}</small>}
      </td>
    </tr>
  );
}
