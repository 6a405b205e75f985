import type { Estate } from "../estate/estate.ts";
import { networkRate } from "../format/bytes.ts";
import { Meter } from "../marks/Meter.tsx";
import { h, useMemo } from "../preact.ts";
import { both } from "../resources/measured.ts";
import type { Graded } from "../resources/severity.ts";

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly href: string;
  readonly value: number;
}

const most = 5;

/** The five that use most of each. */
export function TopLists({ estate }: { estate: Estate }) {
  const lists = useMemo(() => {
    const rows = [
      ...estate.guests.map((guest) => ({ ...pick(guest), place: guest.node, path: "/proxmox/overview" })),
      ...estate.machines.filter((machine) => !machine.resource.proxmox).map((machine) => ({ ...pick(machine), place: "machine", path: "/standalone/machines" })),
    ];
    const top = (read: (row: (typeof rows)[number]) => number | null): readonly Entry[] =>
      rows.flatMap((row) => {
        const value = read(row);
        return value === null || value <= 0 ? [] : [{ id: row.id, name: row.name, place: row.place, href: `${row.path}?resource=${encodeURIComponent(row.id)}`, value }];
      }).sort((left, right) => right.value - left.value || (left.id < right.id ? -1 : 1)).slice(0, most);
    return [
      { name: "CPU", kind: "cpu", entries: top((row) => row.cpu) },
      { name: "Memory", kind: "memory", entries: top((row) => row.memory) },
      { name: "Disk", kind: "disk", entries: top((row) => row.disk) },
      { name: "Network", kind: null, entries: top((row) => row.net) },
    ] as const;
  }, [estate.guests, estate.machines]);
  if (estate.guests.length + estate.machines.length < 2) return null;
  return (
    <section aria-label="Most used" class="tops">
      {lists.filter((list) => list.entries.length > 0).map((list) => (
        <section class="panel top" key={list.name} aria-label={`Most ${list.name}`}>
          <h2>{list.name}</h2>
          <ol>
            {list.entries.map((entry) => (
              <li key={entry.id}>
                <a href={entry.href} title={`${entry.name}, ${entry.place}`}>{entry.name}</a>
                {list.kind === null ? <span class="tabular">{networkRate(entry.value)}</span> : <Meter kind={list.kind as Graded} value={entry.value} />}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

function pick(row: { readonly id: string; readonly name: string; readonly cpu: number | null; readonly memory: number | null; readonly disk: number | null; readonly netIn: number | null; readonly netOut: number | null }) {
  return { id: row.id, name: row.name, cpu: row.cpu, memory: row.memory, disk: row.disk, net: both(row.netIn, row.netOut) };
}
