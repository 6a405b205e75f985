import { bytes, rate } from "../format/bytes.ts";
import { celsius, count, percent } from "../format/number.ts";
import { exactTime, relative, uptime } from "../format/time.ts";
import { now } from "../live/now.ts";
import { useObserved } from "../live/observable.ts";
import { h, useRef } from "../preact.ts";
import { Fact, FactGroup, Section } from "../drawer/Section.tsx";
import { CounterRates } from "../resources/counterRates.ts";
import type { Machine } from "../resources/machine.ts";
import { severity } from "../resources/severity.ts";

export function DiskActivity({ machine }: { machine: Machine }) {
  const rates = useRef(new CounterRates());
  const disks = machine.resource.agent?.diskIo ?? [];
  if (disks.length === 0) return null;
  const at = machine.lastSeen ?? 0;
  return (
    <Section title="Disks" detail="disks">
      <table class="list">
        <thead><tr><th scope="col">Device</th><th scope="col" class="number">Read</th><th scope="col" class="number">Write</th><th scope="col" class="number">Busy</th><th scope="col" class="number muted">Read in all</th><th scope="col" class="number muted">Written in all</th></tr></thead>
        <tbody>
          {disks.map((disk) => {
            // Milliseconds busy in a second: a tenth of it is percent.
            const busyTime = rates.current.take(`${disk.device} busy`, disk.ioTimeMs, at);
            const busy = disk.busy ?? (busyTime === null ? null : busyTime / 10);
            return (
              <tr key={disk.device}>
                <th scope="row"><b>{disk.device}</b></th>
                <td class="number">{rate(disk.readRate ?? rates.current.take(`${disk.device} read`, disk.readBytes, at))}</td>
                <td class="number">{rate(disk.writeRate ?? rates.current.take(`${disk.device} write`, disk.writeBytes, at))}</td>
                <td class="number">{percent(busy === null ? null : Math.min(100, busy))}</td>
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
    <Section title="Sensors" detail="sensors">
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
    <Section title="System" detail="system">
      <FactGroup title="Host">
        <Fact name="Host name">{agent.hostname ?? machine.resource.identity?.hostname}</Fact>
        <Fact name="Operating system">{machine.system}</Fact>
        <Fact name="Kernel">{agent.kernelVersion}</Fact>
        <Fact name="Architecture">{agent.architecture}</Fact>
        <Fact name="Up">{machine.uptime === null ? null : uptime(machine.uptime)}</Fact>
        <Fact name="Runs in">{agent.isContainer ? "a container" : null}</Fact>
        <Fact name="Addresses">{machine.addresses.length > 0 ? machine.addresses.join(", ") : null}</Fact>
      </FactGroup>
      <FactGroup title="Processor and memory">
        <Fact name="Processor">{agent.cpuModel}</Fact>
        <Fact name="Threads">{machine.cores}</Fact>
        <Fact name="Memory">{agent.memory?.total === undefined ? null : bytes(agent.memory.total)}</Fact>
        <Fact name="Cache">{agent.memory?.cache === undefined ? null : `${bytes(agent.memory.cache)} reclaimable`}</Fact>
      </FactGroup>
      <FactGroup title="Monitoring">
        <Fact name="Agent">{agent.agentVersion}</Fact>
        <Fact name="Commands">{agent.commandsEnabled === undefined ? null : agent.commandsEnabled ? "Allowed" : "Not allowed"}</Fact>
        <Fact name="Reports every">{agent.intervalSeconds ? `${agent.intervalSeconds} s` : null}</Fact>
        <Fact name="Last report">{machine.lastSeen ? <span title={exactTime(machine.lastSeen)}>{relative(machine.lastSeen, time)}</span> : "Never"}</Fact>
        <Fact name="Id"><code>{machine.id}</code></Fact>
      </FactGroup>
    </Section>
  );
}
