import { snapshot } from "../live/live.ts";
import { isObject } from "../live/mergePatch.ts";
import { now } from "../live/now.ts";
import { Observable } from "../live/observable.ts";
import type { Snapshot } from "../live/snapshot.ts";
import { type CephCluster, cephOf, isCeph } from "../resources/cephCluster.ts";
import { type Guest, guestOf, isGuest } from "../resources/guest.ts";
import { isMachine, type Machine, machineOf } from "../resources/machine.ts";
import { isNode, type Node, nodeOf } from "../resources/node.ts";
import { isPhysicalDisk, type PhysicalDisk, physicalDiskOf } from "../resources/physicalDisk.ts";
import { type ReplicationJob, replicationJobOf } from "../resources/replicationJob.ts";
import type { Resource } from "../resources/resource.ts";
import { isStorage, type Storage, storageOf } from "../resources/storage.ts";
import { AlertResources } from "./alertResource.ts";
import { type Alerts, noAlerts, readAlerts } from "./alerts.ts";
import { Cadence } from "./cadence.ts";

/** Everything that is watched, sorted into lists by kind. A list stays the same object as long as none of its members changed. */
export interface Estate {
  /** False until the first state has come. */
  readonly loaded: boolean;
  readonly machines: readonly Machine[];
  readonly nodes: readonly Node[];
  readonly guests: readonly Guest[];
  /** Guests that never run: others are made from them. */
  readonly templates: readonly Guest[];
  readonly storages: readonly Storage[];
  readonly disks: readonly PhysicalDisk[];
  readonly ceph: readonly CephCluster[];
  readonly replication: readonly ReplicationJob[];
  /** How many clusters and single nodes there are. */
  readonly clusters: number;
  readonly alerts: Alerts;
  /** Names of the connections that do not answer. */
  readonly silentConnections: readonly string[];
  readonly tagColours: Readonly<Record<string, string>>;
}

export const emptyEstate: Estate = {
  loaded: false,
  machines: [],
  nodes: [],
  guests: [],
  templates: [],
  storages: [],
  disks: [],
  ceph: [],
  replication: [],
  clusters: 0,
  alerts: noAlerts,
  silentConnections: [],
  tagColours: {},
};

/** Makes the lists of a snapshot, and makes again only what changed since the last one. */
export class EstateIndex {
  readonly #cadence = new Cadence();
  readonly #made = new WeakMap<Resource, Map<string, { circumstances: string; row: unknown }>>();
  #facts: unknown = null;
  #last: Estate = emptyEstate;

  at(state: Snapshot, time: number): Estate {
    const resources = state.order.map((id) => state.resources.get(id)).filter((each) => each !== undefined);
    for (const resource of resources) if (resource.lastSeen) this.#cadence.observe(sourceOf(resource), resource.lastSeen);
    const stale = (resource: Resource) => !!resource.lastSeen && time - resource.lastSeen > this.#cadence.staleAfter(sourceOf(resource));

    const machines: Machine[] = [], nodes: Node[] = [], guests: Guest[] = [], templates: Guest[] = [], storages: Storage[] = [], disks: PhysicalDisk[] = [], ceph: CephCluster[] = [];
    const down = new Set<string>();
    for (const resource of resources) {
      if (isMachine(resource)) machines.push(this.#machine(resource, time));
      if (!isNode(resource)) continue;
      const node = this.#row(resource, "node", { stale: stale(resource) }, nodeOf);
      nodes.push(node);
      if (node.state === "offline") down.add(node.id);
    }
    for (const resource of resources) {
      if (isGuest(resource)) {
        const parentOffline = resource.parentId !== undefined && down.has(resource.parentId);
        const guest = this.#row(resource, "guest", { stale: stale(resource), parentOffline }, guestOf);
        (guest.template ? templates : guests).push(guest);
      } else if (isStorage(resource)) storages.push(this.#row(resource, "storage", { stale: stale(resource) }, storageOf));
      else if (isPhysicalDisk(resource)) disks.push(this.#row(resource, "disk", {}, physicalDiskOf));
      else if (isCeph(resource)) ceph.push(this.#row(resource, "ceph", { stale: stale(resource) }, cephOf));
    }
    const last = this.#last;
    const kept = keep(last.guests, guests);
    const replication = kept === last.guests && last.loaded
      ? last.replication
      : keep(last.replication, kept.flatMap((guest) => this.#jobs(guest)));
    const factsChanged = this.#facts !== state.facts;
    this.#facts = state.facts;
    const next: Estate = {
      loaded: state.receivedAt !== null,
      machines: keep(last.machines, machines),
      nodes: keep(last.nodes, nodes),
      guests: kept,
      templates: keep(last.templates, templates),
      storages: keep(last.storages, storages),
      disks: keep(last.disks, disks),
      ceph: keep(last.ceph, ceph),
      replication,
      clusters: new Set(nodes.map((node) => node.cluster || node.instance)).size,
      silentConnections: factsChanged ? keep(last.silentConnections, silent(state.facts.connectionHealth)) : last.silentConnections,
      alerts: factsChanged ? this.#alerts(state) : last.alerts,
      tagColours: factsChanged ? (state.facts.pveTagColors ?? emptyEstate.tagColours) as Record<string, string> : last.tagColours,
    };
    return this.#last = sameLists(last, next) ? last : next;
  }

  #given: unknown = null;

  /** Most changes of the state's facts are not about alerts. */
  #alerts(state: Snapshot): Alerts {
    if (this.#given === state.facts.activeAlerts) return this.#last.alerts;
    this.#given = state.facts.activeAlerts;
    const resources = new AlertResources(state.resources);
    return readAlerts(state.facts, (id) => resources.canonical(id));
  }

  #row<C extends object, R>(resource: Resource, kind: string, circumstances: C, make: (resource: Resource, circumstances: C) => R): R {
    const key = Object.values(circumstances).join();
    const rows = this.#made.get(resource) ?? new Map<string, { circumstances: string; row: unknown }>();
    const known = rows.get(kind);
    if (known?.circumstances === key) return known.row as R;
    const row = make(resource, circumstances);
    this.#made.set(resource, rows.set(kind, { circumstances: key, row }));
    return row;
  }

  /** A machine's state depends on the age of its report, by its own interval. */
  #machine(resource: Resource, time: number): Machine {
    const made = machineOf(resource, time);
    return this.#row(resource, "machine", { state: made.state }, () => made);
  }

  readonly #jobsOf = new WeakMap<Guest, readonly ReplicationJob[]>();

  #jobs(guest: Guest): readonly ReplicationJob[] {
    const known = this.#jobsOf.get(guest);
    if (known) return known;
    const jobs = (guest.resource.proxmox?.replication ?? []).map((facet) => replicationJobOf(guest, facet));
    this.#jobsOf.set(guest, jobs);
    return jobs;
  }
}

function silent(health: unknown): readonly string[] {
  return isObject(health) ? Object.keys(health).filter((name) => health[name] === false).sort() : [];
}

/** Resources of one kind and connection are renewed together. */
function sourceOf(resource: Resource): string {
  return `${resource.type} ${resource.proxmox?.instance ?? resource.platformType ?? ""}`;
}

function keep<T>(old: readonly T[], next: readonly T[]): readonly T[] {
  return old.length === next.length && old.every((item, index) => item === next[index]) ? old : next;
}

function sameLists(left: Estate, right: Estate): boolean {
  return (Object.keys(right) as (keyof Estate)[]).every((key) => left[key] === right[key]);
}

/** The newest estate. Ages are looked at every five seconds. */
export const estate = new Observable<Estate>(emptyEstate);

/** Keeps the estate in step with what the connection brings. */
export function watchEstate(): void {
  let index = new EstateIndex();
  let looked = 0;
  const look = () => {
    looked = Math.floor(now.value / 5000);
    // After signing out nothing of the estate stays.
    if (snapshot.value.receivedAt === null) index = new EstateIndex();
    estate.set(index.at(snapshot.value, Date.now()));
  };
  snapshot.subscribe(look);
  now.subscribe(() => Math.floor(now.value / 5000) !== looked && look());
  look();
}
