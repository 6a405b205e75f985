import { bytes, rate } from "../format/bytes.ts";
import { celsius, exactPercent, load } from "../format/number.ts";
import { type Children, h } from "../preact.ts";
import type { Machine } from "../resources/machine.ts";
import { type Graded, severity } from "../resources/severity.ts";
import type { History } from "./history.ts";

/** The live numbers at the top of the drawer. */
export function Figures({ machine, history }: { machine: Machine; history: History | null }) {
  const { memory, disk } = machine.resource;
  const reading = machine.resource.agent?.memory;
  const averages = machine.resource.agent?.loadAverage ?? [];
  const swap = reading?.swapTotal ? (reading.swapUsed ?? 0) / reading.swapTotal * 100 : null;
  return (
    <dl class="figures">
      <Figure name="CPU" kind="cpu" value={machine.cpu} main={exactPercent(machine.cpu)} note={machine.cores ? `${machine.cores} ${machine.cores === 1 ? "core" : "cores"}` : ""} />
      <Figure name="Memory" kind="memory" value={machine.memory} main={exactPercent(machine.memory)} note={ratio(memory?.used ?? reading?.used, memory?.total ?? reading?.total)} />
      <Figure name="Disk" kind="disk" value={machine.disk} main={exactPercent(machine.disk)} note={ratio(disk?.used, disk?.total)} />
      {reading?.swapTotal
        ? <Figure name="Swap" kind="memory" value={swap} main={exactPercent(swap)} note={ratio(reading.swapUsed, reading.swapTotal)} />
        : <Figure name="Swap" main="—" note="none configured" />}
      <Figure name="Load" main={load(machine.load)} note={averages.slice(1).map((value) => load(value)).join(" · ")} />
      <Figure name="Network" main={<Lines pairs={[["↓", rate(machine.netIn), "in"], ["↑", rate(machine.netOut), "out"]]} />} />
      <Figure name="Disk I/O" main={<Lines pairs={[["R", rate(machine.diskRead), "read"], ["W", rate(machine.diskWrite), "write"]]} />} />
      {machine.temperature !== null && <Figure name="Temperature" kind="temperature" value={machine.temperature} main={celsius(machine.temperature)} />}
      <Pressure history={history} />
    </dl>
  );
}

/** Share of time in which work waited (Linux pressure stall information), from the newest history point. */
function Pressure({ history }: { history: History | null }) {
  const last = (metric: string) => {
    const values = history?.series[metric]?.values;
    return values?.[values.length - 1];
  };
  const readings: readonly [string, number | undefined, string][] = [
    ["CPU", last("psi_cpu_some"), "cpu"],
    ["Mem", last("psi_memory_some"), "memory"],
    ["I/O", last("psi_io_some"), "io"],
  ];
  if (readings.every(([, value]) => value === undefined)) return null;
  return <Figure name="Pressure" main={<Lines pairs={readings.map(([mark, value, name]) => [mark, exactPercent(value), name])} />} />;
}

function Figure({ name, main, note = "", kind, value = null }: { name: string; main: Children; note?: string; kind?: Graded; value?: number | null }) {
  const grade = kind ? severity(kind, value) : "normal";
  return (
    <div class={`figure ${grade}`}>
      <dt>{name}</dt>
      <dd>
        <span class="figure-main">{main}</span>
        {note && <small>{note}</small>}
        {kind && kind !== "temperature" && (
          <span class={`meter-track ${kind} ${grade}`} aria-hidden="true">
            {value !== null && <span class="meter-fill" style={{ transform: `scaleX(${Math.min(1, value / 100)})` }} />}
          </span>
        )}
      </dd>
    </div>
  );
}

function Lines({ pairs }: { pairs: readonly (readonly [mark: string, text: string, name: string])[] }) {
  return (
    <span class="figure-lines">
      {pairs.map(([mark, text, name]) => (
        <span key={name}><i aria-hidden="true">{mark}</i><span class="visually-hidden">{name}</span>{text}</span>
      ))}
    </span>
  );
}

function ratio(used: number | undefined, total: number | undefined): string {
  return used === undefined || total === undefined ? "" : `${bytes(used)} of ${bytes(total)}`;
}
