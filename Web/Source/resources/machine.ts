import { measured } from "./measured.ts";
import type { AgentFacet, Resource } from "./resource.ts";
import type { State } from "./state.ts";

/** State of a machine as the page shows it; `stale` is derived from the age of the last report. */
export type MachineState = Extract<State, "online" | "degraded" | "offline" | "stale" | "unknown">;

/** One machine with the values of its row. `null` is: not measured. */
export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly system: string;
  readonly state: MachineState;
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly disk: number | null;
  readonly netIn: number | null;
  readonly netOut: number | null;
  readonly diskRead: number | null;
  readonly diskWrite: number | null;
  readonly temperature: number | null;
  readonly load: number | null;
  readonly cores: number | null;
  readonly uptime: number | null;
  readonly lastSeen: number | null;
  readonly addresses: readonly string[];
  readonly tags: readonly string[];
  readonly resource: Resource;
}

export function isMachine(resource: Resource): boolean {
  return resource.type === "agent" && resource.agent !== undefined;
}

export function machineOf(resource: Resource, now: number): Machine {
  const agent = resource.agent ?? {};
  return {
    id: resource.id,
    name: resource.displayName || resource.name,
    system: systemName(agent),
    state: stateOf(resource, now),
    cpu: measured(resource.cpu?.current),
    memory: agent.memory?.usageUnavailable ? null : measured(resource.memory?.current),
    disk: measured(resource.disk?.current),
    netIn: measured(resource.network?.rxBytes ?? agent.netInRate),
    netOut: measured(resource.network?.txBytes ?? agent.netOutRate),
    diskRead: measured(resource.diskIO?.readRate ?? agent.diskReadRate),
    diskWrite: measured(resource.diskIO?.writeRate ?? agent.diskWriteRate),
    temperature: resource.temperature ?? agent.temperature ?? null,
    load: agent.loadAverage?.[0] ?? null,
    cores: agent.cpuCount ?? null,
    uptime: resource.uptime ?? agent.uptimeSeconds ?? null,
    lastSeen: resource.lastSeen || null,
    addresses: resource.identity?.ips ?? (agent.networkInterfaces ?? []).flatMap((card) => card.addresses ?? []),
    tags: resource.tags ?? [],
    resource,
  };
}

/** `Debian GNU/Linux 12 (bookworm)` and version `12` do not become `… 12 (bookworm) 12`. */
export function systemName(agent: Pick<AgentFacet, "osName" | "osVersion" | "platform">): string {
  const name = agent.osName ?? agent.platform ?? "";
  const version = agent.osVersion ?? "";
  if (name !== "" && version.includes(name)) return version;
  return name.includes(version) ? name : `${name} ${version}`.trim();
}

/** A report older than six intervals (at least 60 s, at most 10 min) is stale. */
export function staleAfter(intervalSeconds: number | undefined): number {
  return Math.min(600, Math.max(60, 6 * (intervalSeconds ?? 10))) * 1000;
}

function stateOf(resource: Resource, now: number): MachineState {
  const word = resource.status;
  if (word === "offline" || word === "stopped") return "offline";
  const age = resource.lastSeen ? now - resource.lastSeen : 0;
  if (age > staleAfter(resource.agent?.intervalSeconds)) return "stale";
  if (word === "online" || word === "running") return "online";
  if (word === "degraded" || word === "warning") return resource.agent?.stale ? "stale" : "degraded";
  return "unknown";
}
