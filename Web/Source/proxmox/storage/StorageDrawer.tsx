import { DebugSection } from "../../drawer/DebugSection.tsx";
import { Drawer } from "../../drawer/Drawer.tsx";
import { Figure } from "../../drawer/Figure.tsx";
import { ProvenanceSection } from "../../drawer/ProvenanceSection.tsx";
import { Fact, Section } from "../../drawer/Section.tsx";
import { diskBytes } from "../../format/bytes.ts";
import { count, exactPercent } from "../../format/number.ts";
import { exactTime, relative } from "../../format/time.ts";
import { HistoryCharts } from "../../history/HistoryCharts.tsx";
import { capacityPlans } from "../../history/plans.ts";
import { TimelineSection } from "../../history/TimelineSection.tsx";
import { useHistory } from "../../history/useHistory.ts";
import { now } from "../../live/now.ts";
import { type Observable, useObserved } from "../../live/observable.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h, useMemo } from "../../preact.ts";
import type { ZfsDevice, ZfsPool } from "../../resources/proxmoxFacets.ts";
import type { State } from "../../resources/state.ts";
import type { Storage } from "../../resources/storage.ts";
import { LinkedDisks } from "./LinkedDisks.tsx";
import { contentWords, hostText } from "./storageColumns.tsx";

/** One storage in detail. */
export function StorageDrawer({ storage, neighbours, gone }: { storage: Storage; neighbours: Observable<readonly Storage[]>; gone: boolean }) {
  const history = useHistory(storage.resource);
  const plans = useMemo(() => capacityPlans(storage), [storage]);
  const facet = storage.resource.storage ?? {};
  return (
    <Drawer item={storage} kind="storage" word={storage.trouble || undefined} facts={[storage.type, hostText(storage)]} neighbours={neighbours} gone={gone}>
      <dl class="figures" data-detail="overview" aria-label="Overview">
        <Figure name="Usage" kind="storage" value={storage.usage} main={exactPercent(storage.usage)} />
        <Figure name="Used" main={diskBytes(storage.used)} />
        <Figure name="Free" main={diskBytes(storage.free)} />
        <Figure name="Size" main={diskBytes(storage.total)} />
      </dl>
      <HistoryCharts plans={plans} at={storage.lastSeen} history={history} />
      <Risks storage={storage} />
      <Facts storage={storage} />
      {facet.zfsPool && <Pool pool={facet.zfsPool} />}
      <LinkedDisks storage={storage} />
      <TimelineSection history={history} />
      <ProvenanceSection resource={storage.resource} />
      <DebugSection resource={storage.resource} />
    </Drawer>
  );
}

function Risks({ storage }: { storage: Storage }) {
  const reasons = storage.resource.storage?.risk?.reasons ?? [];
  if (reasons.length === 0) return null;
  return (
    <Section title="Risks" detail="risks">
      <ul class="reasons">{reasons.map((reason) => <li key={reason.code} class={reason.severity === "critical" ? "crit" : reason.severity === "warning" ? "warn" : "muted"}>{reason.summary}</li>)}</ul>
    </Section>
  );
}

function Facts({ storage }: { storage: Storage }) {
  const facet = storage.resource.storage ?? {};
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  return (
    <Section title="Configuration" detail="configuration">
      <dl class="facts">
        <Fact name={storage.nodes.length > 1 ? "Nodes" : "Node"}>{storage.nodes.join(", ")}</Fact>
        <Fact name="Cluster">{storage.cluster}</Fact>
        <Fact name="Content">{storage.content.map((each) => contentWords[each] ?? each).join(", ")}</Fact>
        <Fact name="Shared">{storage.shared ? "Yes" : "No"}</Fact>
        <Fact name="Protection" grade={storage.protectionReduced ? "warning" : "normal"}>{storage.protection && `${storage.protection}${storage.protectionReduced ? ", reduced" : ""}`}</Fact>
        <Fact name="Pool">{facet.pool}</Fact>
        <Fact name="Path">{facet.path && <code>{facet.path}</code>}</Fact>
        <Fact name="Last seen">{storage.lastSeen === null ? null : <span title={exactTime(storage.lastSeen)}>{relative(storage.lastSeen, time)}</span>}</Fact>
      </dl>
    </Section>
  );
}

function Pool({ pool }: { pool: ZfsPool }) {
  const errors = (pool.readErrors ?? 0) + (pool.writeErrors ?? 0) + (pool.checksumErrors ?? 0);
  return (
    <Section title="ZFS pool" detail="zfs">
      <dl class="facts">
        <Fact name="State" grade={pool.state === "ONLINE" ? "normal" : "warning"}>{pool.state}</Fact>
        <Fact name="Scan">{pool.scan}</Fact>
        <Fact name="Errors" grade={errors > 0 ? "critical" : "normal"}>{`${count(pool.readErrors ?? 0)} read · ${count(pool.writeErrors ?? 0)} write · ${count(pool.checksumErrors ?? 0)} checksum`}</Fact>
        <Fact name="Fragmentation">{pool.fragmentation === undefined ? null : `${Math.round(pool.fragmentation)} %`}</Fact>
        <Fact name="Deduplication">{pool.dedupRatio === undefined ? null : `${pool.dedupRatio.toFixed(2)} ×`}</Fact>
        <Fact name="Status">{pool.status}</Fact>
      </dl>
      {(pool.devices ?? []).length > 0 && (
        <table class="list spaced">
          <thead><tr><th scope="col">Device</th><th scope="col">State</th><th scope="col" class="number">Read</th><th scope="col" class="number">Write</th><th scope="col" class="number">Checksum</th></tr></thead>
          <tbody>
            {(pool.devices ?? []).map((device, index, all) => (
              <tr key={`${device.name} ${index}`}>
                <th scope="row" style={{ paddingInlineStart: `${depth(device, all) * 16}px` }}><code>{device.name}</code>{device.role && <small class="muted"> {device.role}</small>}{device.message && <small class="warn"> {device.message}</small>}</th>
                <td><StatusMark state={deviceState(device.state)} word text={device.state.toLowerCase()} /></td>
                {[device.readErrors, device.writeErrors, device.checksumErrors].map((value, at) => <td key={at} class={`number ${value ? "crit" : "muted"}`}>{value ?? 0}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function depth(device: ZfsDevice, all: readonly ZfsDevice[]): number {
  const parent = device.parent ? all.find((each) => each.name === device.parent && each !== device) : undefined;
  return parent ? Math.min(3, depth(parent, all.slice(0, all.indexOf(device))) + 1) : 0;
}

function deviceState(word: string): State {
  return word === "ONLINE" || word === "AVAIL" ? "online" : word === "DEGRADED" ? "degraded" : "offline";
}
