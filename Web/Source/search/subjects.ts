import type { Guest } from "../resources/guest.ts";
import { guestKindWords } from "../resources/guest.ts";
import type { Machine } from "../resources/machine.ts";
import { both } from "../resources/measured.ts";
import type { Searchable } from "./match.ts";

/** Any row a search can look at; what a kind of row does not have is not there. */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly tags?: readonly string[];
}

type Texts<R> = Readonly<Record<string, (row: R) => readonly (string | null | undefined)[]>>;
type Numbers<R> = Readonly<Record<string, (row: R) => number | null>>;
type Flags<R> = Readonly<Record<string, (row: R) => boolean>>;

/** What is known about one kind of row, by the names of the search language. */
export interface Vocabulary<R extends Subject> {
  readonly texts: Texts<R>;
  readonly numbers?: Numbers<R>;
  readonly flags?: Flags<R>;
}

const aliases: Readonly<Record<string, string>> = { mem: "memory", temperature: "temp", network: "net", host: "node", tags: "tag", os: "os" };

/** Makes rows of one kind searchable; each row's text is put together once. */
export function searchable<R extends Subject>(vocabulary: Vocabulary<R>): (row: R) => Searchable {
  const made = new WeakMap<R, Searchable>();
  const texts: Texts<R> = {
    name: (row) => [row.name],
    status: (row) => [row.state],
    tag: (row) => row.tags ?? [],
    ...vocabulary.texts,
  };
  const every = Object.values(texts);
  const named = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined => {
    if (!table) return undefined;
    if (Object.hasOwn(table, name)) return table[name];
    const other = aliases[name];
    return other !== undefined && Object.hasOwn(table, other) ? table[other] : undefined;
  };
  return (row) => {
    const known = made.get(row);
    if (known) return known;
    let text: string | null = null;
    const result: Searchable = {
      get text() {
        return text ??= every.flatMap((read) => read(row)).filter(Boolean).join("\n").toLowerCase() + `\n${row.id.toLowerCase()}`;
      },
      field: (name) => named(texts, name)?.(row).map((value) => (value ?? "").toLowerCase()) ?? null,
      number: (name) => named(vocabulary.numbers, name)?.(row) ?? null,
      flag: (name) => named(vocabulary.flags, name)?.(row) ?? row.state === name,
    };
    made.set(row, result);
    return result;
  };
}

export const searchableMachine = searchable<Machine>({
  texts: {
    name: (row) => [row.name, row.resource.agent?.hostname],
    node: (row) => [row.name, row.resource.agent?.hostname],
    os: (row) => [row.system],
    ip: (row) => row.addresses,
    mac: (row) => (row.resource.agent?.networkInterfaces ?? []).map((card) => card.mac),
    kernel: (row) => [row.resource.agent?.kernelVersion],
    arch: (row) => [row.resource.agent?.architecture],
    agent: (row) => [row.resource.agent?.agentVersion, row.resource.agent?.agentId],
    type: () => ["machine"],
  },
  numbers: {
    cpu: (row) => row.cpu,
    memory: (row) => row.memory,
    disk: (row) => row.disk,
    temp: (row) => row.temperature,
    load: (row) => row.load,
    uptime: (row) => row.uptime,
    net: (row) => both(row.netIn, row.netOut),
    netin: (row) => row.netIn,
    netout: (row) => row.netOut,
    diskread: (row) => row.diskRead,
    diskwrite: (row) => row.diskWrite,
  },
});

export const searchableGuest = searchable<Guest>({
  texts: {
    node: (row) => [row.node, row.resource.proxmox?.nodeName],
    cluster: (row) => [row.cluster, row.instance],
    type: (row) => [guestKindWords[row.kind], row.kind === "vm" ? "qemu" : "ct"],
    vmid: (row) => [row.vmid === null ? "" : String(row.vmid)],
    os: (row) => [row.system],
    pool: (row) => [row.pool],
    ip: (row) => row.addresses,
    mac: (row) => (row.resource.proxmox?.networkInterfaces ?? []).map((card) => card.mac),
    agent: (row) => [row.resource.proxmox?.guestAgentStatus],
    lock: (row) => [row.lock],
    source: (row) => [row.resource.platformType, row.instance],
  },
  numbers: {
    cpu: (row) => row.cpu,
    memory: (row) => row.memory,
    disk: (row) => row.disk,
    vmid: (row) => row.vmid,
    cpus: (row) => row.cpus,
    uptime: (row) => row.uptime,
    net: (row) => both(row.netIn, row.netOut),
    netin: (row) => row.netIn,
    netout: (row) => row.netOut,
    diskread: (row) => row.diskRead,
    diskwrite: (row) => row.diskWrite,
    backup: (row) => row.backupAt === null ? null : (Date.now() - row.backupAt) / 1000,
  },
  flags: {
    agent: (row) => row.resource.proxmox?.guestAgentStatus === "available" || row.resource.agent !== undefined,
    backup: (row) => row.backupAt !== null,
    locked: (row) => row.lock !== "",
  },
});
