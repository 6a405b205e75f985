import { readList } from "../alerts/alert.ts";
import type { HistoryAnswer } from "../api/answers.ts";
import { getJson } from "../api/client.ts";
import { AlertResources } from "../estate/alertResource.ts";
import type { Estate } from "../estate/estate.ts";
import { snapshot } from "../live/live.ts";
import { useEffect, useMemo, useState } from "../preact.ts";
import type { Resource } from "../resources/resource.ts";
import { type Beat, beatCount, beatsOf, type Trouble } from "./beats.ts";

const span = 24 * 3_600_000;
const readEvery = 60_000;
const mostAlerts = 2000;

type Platform = "Proxmox" | "Storage" | "Machines";

interface Read {
  readonly to: number;
  readonly troubles: ReadonlyMap<Platform, readonly Trouble[]>;
  readonly watched: ReadonlyMap<Platform, readonly number[]>;
}

/** The last day of each platform, from the history of alerts and from when its figures were taken. Empty until it has been read. */
export function useBeats(estate: Estate): ReadonlyMap<Platform, readonly Beat[]> {
  const [read, setRead] = useState<Read | null>(null);
  const ready = estate.loaded && estate.nodes.length + estate.machines.length > 0;
  useEffect(() => {
    if (!ready) return;
    const abort = new AbortController();
    const load = () => {
      // Without them the tiles say what is now.
      if (!document.hidden) readDay(estate, abort.signal).then(setRead).catch(() => {});
    };
    load();
    const timer = setInterval(load, readEvery);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [ready]);
  return useMemo(() => {
    if (!read) return new Map();
    return new Map((["Proxmox", "Storage", "Machines"] as const).map((platform) => [platform, beatsOf({ from: read.to - span, to: read.to }, read.watched.get(platform) ?? [], read.troubles.get(platform) ?? [])]));
  }, [read]);
}

async function readDay(estate: Estate, signal: AbortSignal): Promise<Read> {
  const to = Date.now();
  const node = estate.nodes.find((each) => each.state === "online") ?? estate.nodes[0];
  const machine = estate.machines.find((each) => !each.resource.proxmox);
  const [history, ofNode, ofMachine] = await Promise.all([
    getJson<unknown>(`/api/alerts/history?${new URLSearchParams({ startTime: new Date(to - span).toISOString(), limit: String(mostAlerts) })}`, signal),
    moments(node?.resource, signal),
    moments(machine?.resource, signal),
  ]);
  const resources = new AlertResources(snapshot.value.resources);
  const troubles = new Map<Platform, Trouble[]>();
  const running = new Set(estate.alerts.list.map((alert) => alert.id));
  for (const alert of readList(history)) {
    const resource = snapshot.value.resources.get(resources.canonical(alert.resourceId));
    if (!resource || alert.startTime === null) continue;
    const platform: Platform = /^(storage|physical_disk|ceph)$/.test(resource.type) ? "Storage" : resource.proxmox ? "Proxmox" : "Machines";
    const list = troubles.get(platform) ?? [];
    list.push({ level: alert.level, from: alert.startTime, to: running.has(alert.id) && alert.resolvedTime === null ? null : alert.resolvedTime ?? alert.lastSeen ?? alert.startTime });
    troubles.set(platform, list);
  }
  // Storages are looked at together with their nodes.
  return { to, troubles, watched: new Map([["Proxmox", ofNode], ["Storage", ofNode], ["Machines", ofMachine]]) };
}

/** When something was measured of a resource: one moment for each part that was watched. */
async function moments(resource: Resource | undefined, signal: AbortSignal): Promise<readonly number[]> {
  if (!resource) return [];
  const target = resource.metricsTarget;
  const query = new URLSearchParams({ resourceType: target?.resourceType ?? resource.type, resourceId: target?.resourceId ?? resource.id, metric: "cpu", range: "24h", maxPoints: String(beatCount * 4) });
  const answer = await getJson<HistoryAnswer & { readonly points?: readonly { readonly timestamp: number }[] }>(`/api/metrics-store/history?${query}`, signal);
  return (answer.points ?? answer.metrics?.cpu ?? []).map((point) => point.timestamp);
}
