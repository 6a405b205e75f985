import { Figure, Lines, ratio } from "../drawer/Figure.tsx";
import { networkRate, rate } from "../format/bytes.ts";
import { celsius, exactPercent, load } from "../format/number.ts";
import { h } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import type { History } from "../history/useHistory.ts";

/** The live numbers at the top of the drawer. */
export function Figures({ machine, history }: { machine: Machine; history: History | null }) {
  const { memory, disk } = machine.resource;
  const reading = machine.resource.agent?.memory;
  const averages = machine.resource.agent?.loadAverage ?? [];
  const swap = reading?.swapTotal ? (reading.swapUsed ?? 0) / reading.swapTotal * 100 : null;
  return (
    <dl class="figures" data-detail="overview" aria-label="Overview">
      <Figure name="CPU" kind="cpu" value={machine.cpu} main={exactPercent(machine.cpu)} note={machine.cores ? `${machine.cores} ${machine.cores === 1 ? "core" : "cores"}` : ""} />
      <Figure name="Memory" kind="memory" value={machine.memory} main={exactPercent(machine.memory)} note={ratio(memory?.used ?? reading?.used, memory?.total ?? reading?.total)} />
      <Figure name="Disk" kind="disk" value={machine.disk} main={exactPercent(machine.disk)} note={ratio(disk?.used, disk?.total)} />
      {reading?.swapTotal
        ? <Figure name="Swap" kind="memory" value={swap} main={exactPercent(swap)} note={ratio(reading.swapUsed, reading.swapTotal)} />
        : <Figure name="Swap" main="—" note="none configured" />}
      <Figure name="Load" main={load(machine.load)} note={averages.slice(1).map((value) => load(value)).join(" · ")} />
      <Figure name="Network" main={<Lines pairs={[["↓", networkRate(machine.netIn), "in"], ["↑", networkRate(machine.netOut), "out"]]} />} />
      <Figure name="Disk I/O" main={<Lines pairs={[["R", rate(machine.diskRead), "read"], ["W", rate(machine.diskWrite), "write"]]} />} />
      {machine.temperature !== null && <Figure name="Temperature" kind="temperature" value={machine.temperature} main={celsius(machine.temperature)} />}
      <Pressure machine={machine} history={history} />
    </dl>
  );
}

/** Share of time in which work waited (Linux pressure stall information): the last 10 s, else the newest history point. */
function Pressure({ machine, history }: { machine: Machine; history: History | null }) {
  const live = machine.resource.agent?.pressure;
  const last = (metric: string) => {
    const values = history?.series?.[metric]?.values;
    return values?.[values.length - 1];
  };
  const readings: readonly [string, number | undefined, string][] = [
    ["CPU", live?.cpuSome?.avg10 ?? last("psi_cpu_some"), "cpu"],
    ["Mem", live?.memorySome?.avg10 ?? last("psi_memory_some"), "memory"],
    ["I/O", live?.ioSome?.avg10 ?? last("psi_io_some"), "io"],
  ];
  if (readings.every(([, value]) => value === undefined)) return null;
  return <Figure name="Pressure" main={<Lines pairs={readings.map(([mark, value, name]) => [mark, exactPercent(value), name])} />} />;
}
