import type { Guest } from "../resources/guest.ts";
import type { Machine } from "../resources/machine.ts";
import type { Load } from "../resources/measured.ts";
import type { Node } from "../resources/node.ts";
import type { PhysicalDisk } from "../resources/physicalDisk.ts";
import type { ChartPlan } from "./HistoryCharts.tsx";

const pressure: ChartPlan = {
  title: "Pressure",
  unit: "percent",
  lines: [["psi_cpu_some", "CPU", "--series-cpu"], ["psi_memory_some", "memory", "--series-memory"], ["psi_io_some", "I/O", "--series-read"]],
};

function traffic(row: Pick<Load, "netIn" | "netOut" | "diskRead" | "diskWrite">): readonly ChartPlan[] {
  return [
    { title: "Network", unit: "traffic", lines: [["netin", "in", "--series-in", row.netIn], ["netout", "out", "--series-out", row.netOut]] },
    { title: "Disk I/O", unit: "rate", lines: [["diskread", "read", "--series-read", row.diskRead], ["diskwrite", "write", "--series-write", row.diskWrite]] },
  ];
}

export function machinePlans(machine: Machine): readonly ChartPlan[] {
  return [
    { title: "CPU", unit: "percent", always: true, lines: [["cpu", "CPU", "--series-cpu", machine.cpu]] },
    { title: "Memory", unit: "percent", always: true, lines: [["memory", "memory", "--series-memory", machine.memory], ["swap", "swap", "--series-swap"]] },
    ...traffic(machine),
    { title: "Load", unit: "number", lines: [["load1", "1 min", "--series-1", machine.load], ["load5", "5 min", "--series-2"], ["load15", "15 min", "--series-3"]] },
    pressure,
    { title: "Disk usage", unit: "percent", forecast: true, lines: [["disk", "used", "--series-disk", machine.disk]] },
    { title: "Temperature", unit: "celsius", lines: [["temperature", "temperature", "--series-temp", machine.temperature]] },
  ];
}

export function nodePlans(node: Node): readonly ChartPlan[] {
  return [
    { title: "CPU", unit: "percent", always: true, lines: [["cpu", "CPU", "--series-cpu", node.cpu], ["iowait", "I/O wait", "--series-read"]] },
    { title: "Memory", unit: "percent", always: true, lines: [["memory", "memory", "--series-memory", node.memory], ["swap", "swap", "--series-swap"]] },
    ...traffic(node),
    { title: "Load", unit: "number", lines: [["load1", "1 min", "--series-1", node.load], ["load5", "5 min", "--series-2"], ["load15", "15 min", "--series-3"]] },
    pressure,
    { title: "Root filesystem", unit: "percent", forecast: true, lines: [["disk", "used", "--series-disk", node.disk]] },
    { title: "Temperature", unit: "celsius", lines: [["temperature", "CPU", "--series-temp", node.temperature]] },
  ];
}

export function guestPlans(guest: Guest): readonly ChartPlan[] {
  return [
    { title: "CPU", unit: "percent", always: true, lines: [["cpu", "CPU", "--series-cpu", guest.cpu]] },
    { title: "Memory", unit: "percent", always: true, lines: [["memory", "memory", "--series-memory", guest.memory]] },
    { title: "Memory taken", unit: "bytes", lines: [["memoryused", "in the guest", "--series-memory", guest.memoryUsed], ["memhost", "on the node", "--series-swap", guest.hostMemory]] },
    ...traffic(guest),
    { title: "Disk usage", unit: "percent", forecast: true, lines: [["disk", "used", "--series-disk", guest.disk]] },
    pressure,
  ];
}

/** `usage` is what the history calls the share in use of a storage. */
export function capacityPlans(row: { readonly usage: number | null; readonly used: number | null; readonly total: number | null }): readonly ChartPlan[] {
  return [
    { title: "Usage", unit: "percent", always: true, forecast: true, lines: [["usage", "used", "--series-disk", row.usage]] },
    { title: "Capacity", unit: "bytes", lines: [["used", "used", "--series-disk", row.used], ["total", "total", "--series-swap"]] },
  ];
}

export function diskPlans(disk: PhysicalDisk): readonly ChartPlan[] {
  return [
    { title: "Temperature", unit: "celsius", always: true, lines: [["smart_temp", "temperature", "--series-temp", disk.temperature]] },
    { title: "Read and write", unit: "rate", lines: [["diskread", "read", "--series-read"], ["diskwrite", "write", "--series-write"]] },
    { title: "Busy", unit: "percent", lines: [["disk", "busy", "--series-disk"]] },
  ];
}
