import { DebugSection } from "../../drawer/DebugSection.tsx";
import { Drawer } from "../../drawer/Drawer.tsx";
import { Figure, Lines, ratio } from "../../drawer/Figure.tsx";
import { Filesystems } from "../../drawer/Filesystems.tsx";
import { Interfaces } from "../../drawer/Interfaces.tsx";
import { NotesSection } from "../../drawer/notes/NotesSection.tsx";
import { ProvenanceSection } from "../../drawer/ProvenanceSection.tsx";
import { Fact, FactGroup, Section } from "../../drawer/Section.tsx";
import { bytes, diskBytes, networkRate, rate } from "../../format/bytes.ts";
import { exactPercent } from "../../format/number.ts";
import { duration, exactTime, relative, uptime } from "../../format/time.ts";
import { HistoryCharts } from "../../history/HistoryCharts.tsx";
import { guestPlans } from "../../history/plans.ts";
import { TimelineSection } from "../../history/TimelineSection.tsx";
import { useHistory } from "../../history/useHistory.ts";
import { now } from "../../live/now.ts";
import { type Observable, useObserved } from "../../live/observable.ts";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { Tags } from "../../marks/Tags.tsx";
import { h, useMemo } from "../../preact.ts";
import { diskReasonText, type Guest, guestKindWords } from "../../resources/guest.ts";
import { replicationJobOf } from "../../resources/replicationJob.ts";
import { setQuery } from "../../shell/router.ts";

/** One guest in detail. */
export function GuestDrawer({ guest, neighbours, gone }: { guest: Guest; neighbours: Observable<readonly Guest[]>; gone: boolean }) {
  const history = useHistory(guest.resource);
  const plans = useMemo(() => guestPlans(guest), [guest]);
  const facet = guest.resource.proxmox ?? {};
  return (
    <Drawer
      item={guest}
      kind="guest"
      word={guest.parentOffline ? "Node offline" : undefined}
      facts={[
        `${guestKindWords[guest.kind]} ${guest.vmid ?? ""}`.trim(),
        guest.nodeId ? <a key="node" href={`/proxmox/overview?resource=${encodeURIComponent(guest.nodeId)}`}>{guest.node}</a> : guest.node,
        guest.uptime !== null && <span key="up" class="tabular">up {uptime(guest.uptime)}</span>,
        guest.lock && `locked: ${guest.lock}`,
      ]}
      neighbours={neighbours}
      gone={gone}
    >
      <Figures guest={guest} />
      <HistoryCharts plans={plans} at={guest.lastSeen} history={history} />
      <Facts guest={guest} />
      <Filesystems disks={facet.disks ?? []} reason={guest.diskReason && !(guest.state === "stopped" && guest.diskReason === "vm-stopped") ? diskReasonText(guest.diskReason) : ""} />
      <Interfaces cards={facet.networkInterfaces ?? []} at={guest.lastSeen ?? 0} />
      <Replication guest={guest} />
      <TimelineSection history={history} />
      <NotesSection book="guests" id={guest.id} />
      <ProvenanceSection resource={guest.resource} />
      <DebugSection resource={guest.resource} />
    </Drawer>
  );
}

function Figures({ guest }: { guest: Guest }) {
  return (
    <dl class="figures" data-detail="overview" aria-label="Overview">
      <Figure name="CPU" kind="cpu" value={guest.cpu} main={exactPercent(guest.cpu)} note={guest.cpus ? `${guest.cpus} vCPU` : ""} />
      <Figure name="Memory" kind="memory" value={guest.memory} main={exactPercent(guest.memory)} note={guest.memory === null && guest.memoryTotal ? `${bytes(guest.memoryTotal)} assigned` : ratio(guest.memoryUsed, guest.memoryTotal)} />
      <Figure name="Disk" kind="disk" value={guest.disk} main={exactPercent(guest.disk)} note={guest.disk === null && guest.diskTotal ? `${diskBytes(guest.diskTotal)} assigned` : ratio(guest.diskUsed, guest.diskTotal, diskBytes)} />
      <Figure name="Network" main={<Lines pairs={[["↓", networkRate(guest.netIn), "in"], ["↑", networkRate(guest.netOut), "out"]]} />} />
      <Figure name="Disk I/O" main={<Lines pairs={[["R", rate(guest.diskRead), "read"], ["W", rate(guest.diskWrite), "write"]]} />} />
    </dl>
  );
}

const agentWords: Readonly<Record<string, string>> = {
  available: "Answers",
  "not-running": "Not running in the guest",
  disabled: "Switched off",
  "expected-unreachable": "Expected, but does not answer",
};

function Facts({ guest }: { guest: Guest }) {
  const facet = guest.resource.proxmox ?? {};
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  return (
    <Section title="Details" detail="details">
      <FactGroup title="Runtime">
        <Fact name="Processors">{guest.cpus}</Fact>
        <Fact name="Node">{guest.node}</Fact>
        <Fact name="Cluster">{guest.cluster}</Fact>
        <Fact name="Pool">{guest.pool && <button type="button" class="link" onClick={() => setQuery({ pool: guest.pool, resource: null }, "push")}>{guest.pool}</button>}</Fact>
        <Fact name="Up">{guest.uptime === null ? null : uptime(guest.uptime)}</Fact>
        <Fact name="Locked">{guest.lock}</Fact>
        <Fact name="Template">{guest.template ? "Yes" : null}</Fact>
        <Fact name="Starts with the node">{facet.onBoot === undefined ? null : facet.onBoot ? "Yes" : "No"}</Fact>
        <Fact name="Last seen">{guest.lastSeen === null ? null : <span title={exactTime(guest.lastSeen)}>{relative(guest.lastSeen, time)}</span>}</Fact>
      </FactGroup>
      <FactGroup title="Memory">
        <Fact name="Used">{ratio(guest.memoryUsed, guest.memoryTotal)}</Fact>
        <Fact name="Cache">{facet.memoryCache ? `${bytes(facet.memoryCache)} reclaimable` : null}</Fact>
        <Fact name="Balloon">{facet.balloon ? bytes(facet.balloon) : null}</Fact>
        <Fact name="On the node">{guest.hostMemory ? bytes(guest.hostMemory) : null}</Fact>
        <Fact name="Swap">{facet.swapTotal ? ratio(facet.swapUsed ?? 0, facet.swapTotal) : null}</Fact>
      </FactGroup>
      <FactGroup title="Operating system">
        <Fact name="System">{guest.system || facet.osTemplate}</Fact>
        <Fact name="Guest agent">{guest.kind === "vm" && facet.guestAgentStatus && `${agentWords[facet.guestAgentStatus] ?? facet.guestAgentStatus}${facet.agentVersion ? ` (${facet.agentVersion})` : ""}`}</Fact>
        <Fact name="Addresses">{guest.addresses.length > 0 ? guest.addresses.join(", ") : null}</Fact>
      </FactGroup>
      <FactGroup title="Backup">
        <Fact name="Last">{guest.backupAt === null ? null : <span title={exactTime(guest.backupAt)}>{relative(guest.backupAt, time)}</span>}</Fact>
        <Fact name="Now">{guest.backupRunning ? "Running" : null}</Fact>
      </FactGroup>
      {guest.tags.length > 0 && <p class="spaced"><Tags tags={guest.tags} most={20} onPick={(tag) => setQuery({ tag, resource: null }, "push")} /></p>}
    </Section>
  );
}

function Replication({ guest }: { guest: Guest }) {
  const jobs = (guest.resource.proxmox?.replication ?? []).map((facet) => replicationJobOf(guest, facet));
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  if (jobs.length === 0) return null;
  return (
    <Section title="Replication" detail="replication">
      <table class="list">
        <thead><tr><th scope="col">Job</th><th scope="col">To</th><th scope="col" class="number">Last</th><th scope="col" class="number">Took</th></tr></thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.jobId}>
              <th scope="row"><a href={`/proxmox/replication?resource=${encodeURIComponent(job.id)}`}><StatusMark state={job.state} text={job.verdict} /> {job.jobId}</a>{job.error && <small class="crit">{job.error}</small>}</th>
              <td>{job.target}{job.schedule && <small class="muted"> {job.schedule}</small>}</td>
              <td class="number" title={job.lastSync ? exactTime(job.lastSync) : undefined}>{job.lastSync ? relative(job.lastSync, time) : "never"}</td>
              <td class="number">{job.duration === null ? "—" : duration(job.duration)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
