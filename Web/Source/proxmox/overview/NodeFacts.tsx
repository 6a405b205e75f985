import { peakOf } from "../../charts/series.ts";
import { ratio } from "../../drawer/Figure.tsx";
import { Fact, FactGroup, Section } from "../../drawer/Section.tsx";
import { bytes, diskBytes, networkRate, rate } from "../../format/bytes.ts";
import { celsius, count, load, plural } from "../../format/number.ts";
import { exactTime, relative, uptime } from "../../format/time.ts";
import type { History } from "../../history/useHistory.ts";
import { now } from "../../live/now.ts";
import { useObserved } from "../../live/observable.ts";
import { h } from "../../preact.ts";
import type { Node } from "../../resources/node.ts";
import { guestCounts } from "./nodeColumns.tsx";

/** What a node is made of and how it is watched. */
export function NodeFacts({ node, history }: { node: Node; history: History }) {
  const facet = node.resource.proxmox ?? {}, agent = node.resource.agent, cpu = facet.cpuInfo;
  const time = useObserved(now, (value) => Math.floor(value / 10_000) * 10_000);
  const { vms, containers } = guestCounts(node);
  const averages = facet.loadAverage ?? agent?.loadAverage ?? [];
  const clock = Number(cpu?.mhz);
  const hottest = history.series?.temperature ? peakOf(history.series.temperature) : null;
  return (
    <Section title="Details" detail="details">
      <FactGroup title="System">
        <Fact name="Name in Proxmox">{node.nativeName === node.name ? null : node.nativeName}</Fact>
        <Fact name="Web interface">{facet.host && /^https?:/.test(facet.host) ? <a href={facet.host} target="_blank" rel="noopener noreferrer">{facet.host}</a> : facet.host}</Fact>
        <Fact name="Up">{node.uptime === null ? null : uptime(node.uptime)}</Fact>
        <Fact name="Version">{facet.pveVersion}</Fact>
        <Fact name="Kernel">{facet.kernelVersion}</Fact>
        <Fact name="Cluster">{node.cluster || "standalone"}</Fact>
        <Fact name="Addresses">{node.addresses.join(", ")}</Fact>
        <Fact name="Virtual machines">{`${count(vms[0])} of ${count(vms[1])} running`}</Fact>
        <Fact name="Containers">{`${count(containers[0])} of ${count(containers[1])} running`}</Fact>
      </FactGroup>
      <FactGroup title="Processor">
        <Fact name="Model">{cpu?.model}</Fact>
        <Fact name="Threads">{node.cores}</Fact>
        <Fact name="Sockets">{cpu?.sockets}</Fact>
        <Fact name="Clock">{clock > 0 ? `${(clock / 1000).toFixed(2)} GHz` : null}</Fact>
        <Fact name="Load 1, 5, 15 min">{averages.length > 0 ? averages.map((value) => load(value)).join(" · ") : null}</Fact>
      </FactGroup>
      <FactGroup title="Memory">
        <Fact name="Used">{ratio(node.memoryUsed, node.memoryTotal)}</Fact>
        <Fact name="Cache">{facet.memoryCache ? `${bytes(facet.memoryCache)} reclaimable` : null}</Fact>
        <Fact name="Swap">{facet.swapTotal ? ratio(facet.swapUsed ?? 0, facet.swapTotal) : null}</Fact>
      </FactGroup>
      <FactGroup title="Storage">
        <Fact name="Root used">{ratio(node.diskUsed, node.diskTotal, diskBytes)}</Fact>
        <Fact name="Root free">{node.diskTotal === null || node.diskUsed === null ? null : diskBytes(node.diskTotal - node.diskUsed)}</Fact>
        <Fact name="Disk I/O">{node.diskRead === null && node.diskWrite === null ? null : `${rate(node.diskRead)} read · ${rate(node.diskWrite)} write`}</Fact>
      </FactGroup>
      <FactGroup title="Monitoring">
        <Fact name="Connection" grade={facet.connectionHealth && facet.connectionHealth !== "healthy" ? "warning" : "normal"}>{[node.instance, facet.connectionHealth].filter(Boolean).join(", ")}</Fact>
        <Fact name="Agent">{agent ? <a href={`/standalone/machines?resource=${encodeURIComponent(node.id)}`}>{agent.agentVersion ?? "linked"}</a> : "None linked"}</Fact>
        <Fact name="Temperatures">{facet.temperatureMonitoringEnabled === undefined ? null : facet.temperatureMonitoringEnabled ? "Watched" : "Not watched"}</Fact>
        <Fact name="Hottest of the shown range">{hottest && <span title={exactTime(hottest.at)}>{celsius(hottest.value)}, {relative(hottest.at, time)}</span>}</Fact>
        <Fact name="Updates" grade={node.updates ? "warning" : "normal"}>{node.updates === null ? null : node.updates === 0 ? "Up to date" : plural(node.updates, "update")}</Fact>
        <Fact name="Network">{node.netIn === null && node.netOut === null ? null : `${networkRate(node.netIn)} in · ${networkRate(node.netOut)} out`}</Fact>
        <Fact name="Last seen">{node.lastSeen === null ? null : <span title={exactTime(node.lastSeen)}>{relative(node.lastSeen, time)}</span>}</Fact>
      </FactGroup>
    </Section>
  );
}
