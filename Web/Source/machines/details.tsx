import { bytes, rate } from "../format/bytes.ts";
import { celsius, count } from "../format/number.ts";
import { exactTime, relative } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { type Children, h, useRef } from "../preact.ts";
import { CounterRates } from "../resources/counterRates.ts";
import type { Machine } from "../resources/machine.ts";
import { severity } from "../resources/severity.ts";
import { Meter } from "./Meter.tsx";

export function Section({ title, children }: { title: string; children: Children }) {
  return (
    <section class="drawer-section" aria-label={title}>
      <header class="section-head"><h3>{title}</h3></header>
      {children}
    </section>
  );
}

export function Filesystems({ machine }: { machine: Machine }) {
  const disks = machine.resource.agent?.disks ?? [];
  if (disks.length === 0) return null;
  return (
    <Section title="Filesystems">
      <table class="list">
        <thead><tr><th scope="col">Mount</th><th scope="col" class="wide">Used</th><th scope="col" class="number">Size</th><th scope="col" class="number">Free</th></tr></thead>
        <tbody>
          {disks.map((disk) => {
            const usage = disk.usage !== undefined && disk.usage >= 0 ? disk.usage : disk.total ? (disk.used ?? 0) / disk.total * 100 : null;
            return (
              <tr key={`${disk.device} ${disk.mountpoint}`}>
                <th scope="row"><span class="names"><b>{disk.mountpoint ?? disk.device}</b><small>{[disk.device, disk.filesystem ?? disk.type].filter(Boolean).join(" · ")}</small></span></th>
                <td class="wide"><Meter kind="disk" value={usage} /></td>
                <td class="number">{bytes(disk.total)}</td>
                <td class="number">{bytes(disk.free)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

/** Rates come from the counters of two reports; the first report shows the totals only. */
export function Interfaces({ machine }: { machine: Machine }) {
  const rates = useRef(new CounterRates());
  const cards = machine.resource.agent?.networkInterfaces ?? [];
  if (cards.length === 0) return null;
  const at = machine.lastSeen ?? 0;
  return (
    <Section title="Network interfaces">
      <table class="list">
        <thead><tr><th scope="col">Interface</th><th scope="col" class="number">In</th><th scope="col" class="number">Out</th><th scope="col" class="number muted">Received</th><th scope="col" class="number muted">Sent</th></tr></thead>
        <tbody>
          {cards.map((card) => (
            <tr key={card.name}>
              <th scope="row">
                <span class="names">
                  <b>{card.name}</b>
                  <small>{[...(card.addresses ?? []), card.mac, card.speedMbps ? `${count(card.speedMbps)} Mbit/s` : ""].filter(Boolean).join(" · ")}</small>
                </span>
              </th>
              <td class="number">{rate(rates.current.take(`${card.name} in`, card.rxBytes, at))}</td>
              <td class="number">{rate(rates.current.take(`${card.name} out`, card.txBytes, at))}</td>
              <td class="number muted">{bytes(card.rxBytes)}</td>
              <td class="number muted">{bytes(card.txBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function DiskActivity({ machine }: { machine: Machine }) {
  const rates = useRef(new CounterRates());
  const disks = machine.resource.agent?.diskIo ?? [];
  if (disks.length === 0) return null;
  const at = machine.lastSeen ?? 0;
  return (
    <Section title="Disks">
      <table class="list">
        <thead><tr><th scope="col">Device</th><th scope="col" class="number">Read</th><th scope="col" class="number">Write</th><th scope="col" class="number">Busy</th><th scope="col" class="number muted">Read in all</th><th scope="col" class="number muted">Written in all</th></tr></thead>
        <tbody>
          {disks.map((disk) => {
            const busy = rates.current.take(`${disk.device} busy`, disk.ioTimeMs, at);
            return (
              <tr key={disk.device}>
                <th scope="row"><b>{disk.device}</b></th>
                <td class="number">{rate(rates.current.take(`${disk.device} read`, disk.readBytes, at))}</td>
                <td class="number">{rate(rates.current.take(`${disk.device} write`, disk.writeBytes, at))}</td>
                <td class="number">{busy === null ? "—" : `${Math.min(100, busy / 10).toFixed(0)} %`}</td>
                <td class="number muted">{bytes(disk.readBytes)}</td>
                <td class="number muted">{bytes(disk.writeBytes)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

export function SensorList({ machine }: { machine: Machine }) {
  const sensors = machine.resource.agent?.sensors;
  const temperatures = Object.entries(sensors?.temperatureCelsius ?? {});
  const fans = Object.entries(sensors?.fanRpm ?? {});
  const power = Object.entries(sensors?.powerWatts ?? {});
  if (temperatures.length + fans.length + power.length === 0) return null;
  return (
    <Section title="Sensors">
      <dl class="facts">
        {temperatures.map(([name, value]) => <Fact key={name} name={name} grade={severity("temperature", value)}>{celsius(value)}</Fact>)}
        {fans.map(([name, value]) => <Fact key={name} name={name}>{count(value)} rpm</Fact>)}
        {power.map(([name, value]) => <Fact key={name} name={name}>{value.toFixed(1)} W</Fact>)}
      </dl>
    </Section>
  );
}

export function Facts({ machine }: { machine: Machine }) {
  const agent = machine.resource.agent ?? {};
  const time = useObserved(now, (value) => Math.floor(value / 5000) * 5000);
  return (
    <Section title="System">
      <dl class="facts">
        <Fact name="Host name">{agent.hostname ?? machine.resource.identity?.hostname}</Fact>
        <Fact name="Operating system">{machine.system}</Fact>
        <Fact name="Kernel">{agent.kernelVersion}</Fact>
        <Fact name="Architecture">{agent.architecture}</Fact>
        <Fact name="Addresses">{machine.addresses.length > 0 ? machine.addresses.join(", ") : null}</Fact>
        <Fact name="Cache">{agent.memory?.cache === undefined ? null : `${bytes(agent.memory.cache)} reclaimable`}</Fact>
        <Fact name="Agent">{agent.agentVersion}</Fact>
        <Fact name="Reports every">{agent.intervalSeconds ? `${agent.intervalSeconds} s` : null}</Fact>
        <Fact name="Last report">{machine.lastSeen ? <span title={exactTime(machine.lastSeen)}>{relative(machine.lastSeen, time)}</span> : "Never"}</Fact>
        <Fact name="Id"><code>{machine.id}</code></Fact>
      </dl>
    </Section>
  );
}

/** Only known facts are shown. */
function Fact({ name, children, grade = "normal" }: { name: string; children?: Children; grade?: string }) {
  if (children === undefined || children === null || children === "") return null;
  return (
    <div class={`fact ${grade}`}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
