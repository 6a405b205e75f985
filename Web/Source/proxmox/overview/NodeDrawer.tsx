import { DebugSection } from "../../drawer/DebugSection.tsx";
import { Drawer } from "../../drawer/Drawer.tsx";
import { Figure, Lines, ratio } from "../../drawer/Figure.tsx";
import { Filesystems } from "../../drawer/Filesystems.tsx";
import { Interfaces } from "../../drawer/Interfaces.tsx";
import { NotesSection } from "../../drawer/notes/NotesSection.tsx";
import { RaidArrays } from "../../drawer/RaidArrays.tsx";
import { ProvenanceSection } from "../../drawer/ProvenanceSection.tsx";
import { Fact, Section } from "../../drawer/Section.tsx";
import { estate } from "../../estate/estate.ts";
import { diskBytes, networkRate } from "../../format/bytes.ts";
import { celsius, exactPercent, load, plural } from "../../format/number.ts";
import { uptime } from "../../format/time.ts";
import { HistoryCharts } from "../../history/HistoryCharts.tsx";
import { nodePlans } from "../../history/plans.ts";
import { TimelineSection } from "../../history/TimelineSection.tsx";
import { useHistory } from "../../history/useHistory.ts";
import { type Observable, useObserved } from "../../live/observable.ts";
import { Meter } from "../../marks/Meter.tsx";
import { StatusMark } from "../../marks/StatusMark.tsx";
import { h, useMemo } from "../../preact.ts";
import type { Node } from "../../resources/node.ts";
import { severity } from "../../resources/severity.ts";
import { guestCounts } from "./nodeColumns.tsx";
import { NodeFacts } from "./NodeFacts.tsx";

/** One node in detail. */
export function NodeDrawer({ node, neighbours, gone }: { node: Node; neighbours: Observable<readonly Node[]>; gone: boolean }) {
  const history = useHistory(node.resource);
  const plans = useMemo(() => nodePlans(node), [node]);
  const facet = node.resource.proxmox ?? {}, agent = node.resource.agent;
  const guests = guestCounts(node);
  return (
    <Drawer
      item={node}
      kind="node"
      facts={[
        node.version && `Proxmox VE ${node.version}`,
        node.cluster && `cluster ${node.cluster}`,
        node.uptime !== null && <span key="up" class="tabular">up {uptime(node.uptime)}</span>,
        <a key="guests" href={`/proxmox/overview?node=${encodeURIComponent(node.id)}`}>{plural(guests.vms[1] + guests.containers[1], "guest")}</a>,
      ]}
      neighbours={neighbours}
      gone={gone}
    >
      <dl class="figures" data-detail="overview" aria-label="Overview">
        <Figure name="CPU" kind="cpu" value={node.cpu} main={exactPercent(node.cpu)} note={node.cores ? `${node.cores} threads` : ""} />
        <Figure name="Memory" kind="memory" value={node.memory} main={exactPercent(node.memory)} note={ratio(node.memoryUsed, node.memoryTotal)} />
        <Figure name="Root filesystem" kind="disk" value={node.disk} main={exactPercent(node.disk)} note={ratio(node.diskUsed, node.diskTotal, diskBytes)} />
        <Figure name="Load" main={load(node.load)} note={(facet.loadAverage ?? []).slice(1).map((value) => load(value)).join(" · ")} />
        <Figure name="Network" main={<Lines pairs={[["↓", networkRate(node.netIn), "in"], ["↑", networkRate(node.netOut), "out"]]} />} />
        {node.temperature !== null && <Figure name="Temperature" kind="temperature" value={node.temperature} main={celsius(node.temperature)} />}
      </dl>
      <HistoryCharts plans={plans} at={node.lastSeen} history={history} />
      <NodeFacts node={node} history={history} />
      <NodeStorage node={node} />
      <Temperatures node={node} />
      <RaidArrays arrays={agent?.raid ?? []} />
      <Filesystems disks={agent?.disks ?? facet.disks ?? []} />
      <Interfaces cards={agent?.networkInterfaces ?? facet.networkInterfaces ?? []} at={node.lastSeen ?? 0} />
      <TimelineSection history={history} />
      <NotesSection book="agents" id={node.id} />
      <ProvenanceSection resource={node.resource} />
      <DebugSection resource={node.resource} />
    </Drawer>
  );
}

function NodeStorage({ node }: { node: Node }) {
  const storages = useObserved(estate, (value) => value.storages);
  const own = useMemo(() => storages.filter((storage) => storage.resource.parentId === node.id || storage.nodes.includes(node.nativeName) || storage.nodes.includes(node.name)), [storages, node.id]);
  if (own.length === 0) return null;
  return (
    <Section title="Storage" detail="storage">
      <table class="list">
        <thead><tr><th scope="col">Storage</th><th scope="col">Type</th><th scope="col" class="wide">Used</th><th scope="col" class="number">Free</th></tr></thead>
        <tbody>
          {own.map((storage) => (
            <tr key={storage.id}>
              <th scope="row"><a href={`/proxmox/storage?resource=${encodeURIComponent(storage.id)}`}><StatusMark state={storage.state} /> {storage.name}</a></th>
              <td>{storage.type}{storage.shared && <small class="muted"> shared</small>}</td>
              <td class="wide"><Meter kind="storage" value={storage.usage} /></td>
              <td class="number">{diskBytes(storage.free)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Temperatures({ node }: { node: Node }) {
  const details = node.resource.proxmox?.temperatureDetails;
  if (!details) return null;
  const cores = (details.cores ?? []).filter((core) => core.temp !== undefined);
  const nvme = (details.nvme ?? []).filter((device) => device.temp !== undefined);
  const gpus = (details.gpu ?? []).filter((gpu) => gpu.edge !== undefined || gpu.junction !== undefined);
  const disks = (details.smart ?? []).filter((disk) => disk.temperature || disk.standbySkipped);
  if (details.cpuPackage === undefined && details.cpuMax === undefined && cores.length + nvme.length + gpus.length + disks.length === 0) return null;
  const grade = (value: number | undefined) => severity("temperature", value, node.resource);
  return (
    <Section title="Temperatures" detail="temperatures">
      <dl class="facts">
        <Fact name="CPU package" grade={grade(details.cpuPackage)}>{details.cpuPackage === undefined ? null : celsius(details.cpuPackage)}</Fact>
        <Fact name="Hottest core" grade={grade(details.cpuMax)}>{details.cpuMax === undefined ? null : celsius(details.cpuMax)}</Fact>
        {cores.map((core) => <Fact key={core.core} name={`Core ${core.core}`} grade={grade(core.temp)}>{celsius(core.temp)}</Fact>)}
        {nvme.map((device) => <Fact key={device.device} name={device.device}>{celsius(device.temp)}</Fact>)}
        {gpus.map((gpu) => <Fact key={gpu.device} name={gpu.device}>{[gpu.edge, gpu.junction, gpu.mem].filter((value) => value !== undefined).map((value) => celsius(value)).join(" · ")}</Fact>)}
        {disks.map((disk) => <Fact key={disk.device} name={disk.device}>{disk.standbySkipped ? "asleep" : celsius(disk.temperature)}</Fact>)}
      </dl>
    </Section>
  );
}
