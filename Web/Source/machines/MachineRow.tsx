import { Sparkline } from "../charts/Sparkline.tsx";
import { bytes, rate } from "../format/bytes.ts";
import { celsius, exactPercent, load } from "../format/number.ts";
import { relative, uptime } from "../format/time.ts";
import { Component, h } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import type { Usage } from "../resources/resource.ts";
import { severity } from "../resources/severity.ts";
import { Meter } from "./Meter.tsx";
import type { MachineSeries } from "./sparklines.ts";
import { StatusMark } from "./StatusMark.tsx";

export interface MachineRowProps {
  readonly machine: Machine;
  readonly series: MachineSeries | undefined;
  readonly selected: boolean;
  readonly href: string;
  readonly index: number;
  /** Time for "last seen", in steps; it only moves rows that are not live. */
  readonly time: number;
}

/** One row. It draws again only when its machine, its sparkline or its selection changed. */
export class MachineRow extends Component<MachineRowProps> {
  override shouldComponentUpdate(next: MachineRowProps): boolean {
    const old = this.props;
    return next.machine !== old.machine || next.series !== old.series || next.selected !== old.selected || next.href !== old.href ||
      next.index !== old.index || (next.time !== old.time && next.machine.state !== "online");
  }

  override render() {
    const { machine, series, selected, href, index, time } = this.props;
    const live = machine.state === "online" || machine.state === "degraded";
    const cpuHistory = series?.cpu;
    return (
      <tr class={`machine ${machine.state} ${live ? "" : "dimmed"}`} aria-rowindex={index + 2} aria-selected={selected} data-id={machine.id}>
        <th scope="row" class="cell-name">
          <a href={href} data-row-link={index} aria-current={selected ? "true" : undefined}>
            <StatusMark state={machine.state} />
            <span class="names">
              <b>{machine.name}</b>
              <small>{live ? machine.system : machine.lastSeen ? `Last seen ${relative(machine.lastSeen, time)}` : "Never seen"}</small>
            </span>
          </a>
        </th>
        <td class="cell-cpu">
          <span class="cell-flex">
            <Meter kind="cpu" value={machine.cpu} title={`CPU ${exactPercent(machine.cpu)}${machine.cores ? ` of ${machine.cores} cores` : ""}`} />
            {cpuHistory && cpuHistory.times.length > 1 ? <Sparkline series={cpuHistory} token="--series-cpu" high={peak(cpuHistory.values)} /> : <span class="sparkline" />}
          </span>
        </td>
        <td class="cell-memory"><Meter kind="memory" value={machine.memory} title={usageTitle("Memory", machine.resource.memory)} /></td>
        <td class="cell-disk"><Meter kind="disk" value={machine.disk} title={usageTitle("Fullest filesystem or total", machine.resource.disk)} /></td>
        <td class="number cell-net"><Pair first={machine.netIn} second={machine.netOut} marks={["↓", "↑"]} names={["in", "out"]} /></td>
        <td class="number cell-io"><Pair first={machine.diskRead} second={machine.diskWrite} marks={["R", "W"]} names={["read", "write"]} /></td>
        <td class={`number cell-temp ${severity("temperature", machine.temperature)}`}>{celsius(machine.temperature)}</td>
        <td class="number cell-load" title={machine.cores ? `1 minute, ${machine.cores} cores` : "1 minute"}>{live || machine.state === "stale" ? load(machine.load) : "—"}</td>
        <td class="number cell-uptime">
          {live ? uptime(machine.uptime) : "—"}
          {live && machine.uptime !== null && machine.uptime < 3600 && <small class="warn">restarted</small>}
        </td>
      </tr>
    );
  }
}

function Pair({ first, second, marks, names }: { first: number | null; second: number | null; marks: readonly [string, string]; names: readonly [string, string] }) {
  return (
    <span class="pair">
      <span><i aria-hidden="true">{marks[0]}</i><span class="visually-hidden">{names[0]}</span>{rate(first)}</span>
      <span><i aria-hidden="true">{marks[1]}</i><span class="visually-hidden">{names[1]}</span>{rate(second)}</span>
    </span>
  );
}

function usageTitle(name: string, usage: Usage | undefined): string {
  if (!usage) return `${name}: not measured`;
  const parts = [exactPercent(usage.current)];
  if (usage.used !== undefined && usage.total !== undefined) parts.push(`${bytes(usage.used)} of ${bytes(usage.total)}`);
  if (usage.free !== undefined) parts.push(`${bytes(usage.free)} free`);
  return `${name}: ${parts.join(", ")}`;
}

/** A sparkline shows shape: its scale ends at its own peak, but never below 10 %. */
function peak(values: Float64Array): number {
  let high = 10;
  for (const value of values) if (value > high) high = value;
  return high * 1.1;
}
